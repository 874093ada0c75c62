package dev.redstart.engine.command;

/**
 * The words in which a family of commands declares itself. A line with a literal second word
 * ({@code CLIENT ID}) declares a subcommand.
 *
 * <pre>{@code
 * hash.write("HSET key field value [field value ...]", HashCommands::hset).grows().fast()
 *     .doc("2.0.0", "O(1) per field", "Sets fields of a hash, creating the hash if need be.");
 * }</pre>
 */
public final class Family {

  private final CommandTable table;
  private final String group;
  private final String category;
  private final char eventClass;

  Family(CommandTable table, String group, String category, char eventClass) {
    this.table = table;
    this.group = group;
    this.category = category;
    this.eventClass = eventClass;
  }

  /** A command that reads data. */
  public Declaration read(String syntax, Handler handler) {
    return table.declare(new Declaration(this, syntax, handler, Flag.READONLY));
  }

  /** A command that may change data. */
  public Declaration write(String syntax, Handler handler) {
    return table.declare(new Declaration(this, syntax, handler, Flag.WRITE));
  }

  /** A command that does neither: about connections, the server, messages. */
  public Declaration control(String syntax, Handler handler) {
    return table.declare(new Declaration(this, syntax, handler, null));
  }

  /** The family of another group whose commands are declared in the same file. */
  public Family sibling(String otherGroup, String otherCategory, char otherEventClass) {
    return new Family(table, otherGroup, otherCategory, otherEventClass);
  }

  /** The group of COMMAND DOCS. */
  String group() {
    return group;
  }

  /** The ACL category, empty where there is none. */
  String category() {
    return category;
  }

  char eventClass() {
    return eventClass;
  }
}
