package dev.redstart.engine.server;

/**
 * An address to listen on.
 *
 * @param host a name or an address; {@code *} for all
 * @param optional nothing is said where the machine doesn't have it
 */
record Listener(String host, boolean optional) {

  /** Reads one word of the directive bind. */
  static Listener of(String word) {
    boolean optional = word.startsWith("-");
    String host = optional ? word.substring(1) : word;
    return new Listener(
        switch (host) {
          case "*" -> "0.0.0.0";
          case "::*" -> "::";
          default -> host;
        },
        optional);
  }
}
