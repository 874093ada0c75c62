package dev.redstart.engine.persistence.rdb;

/** The name in the number by which files tell the type of a module's value. */
final class ModuleName {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int LENGTH = 9;
  private static final int BITS = 6;

  private ModuleName() {}

  /** Nine letters of six bits each, before ten bits of version. */
  static String of(long id) {
    StringBuilder name = new StringBuilder(LENGTH);
    for (int i = 1; i <= LENGTH; i++) {
      name.append(LETTERS.charAt((int) (id >>> (Long.SIZE - BITS * i)) & 63));
    }
    return name.toString();
  }
}
