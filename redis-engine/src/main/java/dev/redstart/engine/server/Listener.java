package dev.redstart.engine.server;

import java.util.List;
import java.util.stream.Stream;

/**
 * An address to listen on.
 *
 * @param host a name or an address; {@code *} for all
 * @param optional nothing is said where the machine doesn't have it
 */
record Listener(String host, boolean optional) {

  /** Reads the directive bind. */
  static List<Listener> all(String words) {
    return Stream.of(words.split(" ", -1))
        .filter(word -> !word.isEmpty())
        .map(Listener::of)
        .toList();
  }

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
