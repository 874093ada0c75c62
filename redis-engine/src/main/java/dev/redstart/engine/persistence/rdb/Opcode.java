package dev.redstart.engine.persistence.rdb;

/** What stands in a file where otherwise the type of a value would. */
final class Opcode {

  static final int SLOT = 244;
  static final int LIBRARY = 245;
  static final int OLD_LIBRARY = 246;
  static final int MODULE = 247;
  static final int IDLE = 248;
  static final int FREQUENCY = 249;
  static final int AUXILIARY = 250;
  static final int SIZES = 251;
  static final int DEADLINE = 252;
  static final int DEADLINE_SECONDS = 253;
  static final int DATABASE = 254;
  static final int END = 255;

  /** The first of these. */
  static final int LEAST = SLOT;

  private Opcode() {}
}
