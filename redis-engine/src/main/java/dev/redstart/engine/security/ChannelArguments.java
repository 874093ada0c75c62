package dev.redstart.engine.security;

import dev.redstart.engine.command.Command;

/** Which arguments of a call are channels that the caller wants to hear or to be heard on. */
enum ChannelArguments {
  NONE,
  FIRST,
  ALL,
  PATTERNS;

  /** Those who leave a channel need no right to it. */
  static ChannelArguments of(Command command) {
    return switch (command.name()) {
      case "publish", "spublish" -> FIRST;
      case "subscribe", "ssubscribe" -> ALL;
      case "psubscribe" -> PATTERNS;
      default -> NONE;
    };
  }

  /** The index after that of the last channel. */
  int end(int argc) {
    return switch (this) {
      case NONE -> 1;
      case FIRST -> Math.min(2, argc);
      default -> argc;
    };
  }
}
