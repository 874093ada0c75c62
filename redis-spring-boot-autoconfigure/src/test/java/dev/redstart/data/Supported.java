package dev.redstart.data;

import dev.redstart.engine.RedisEngine;

/** Tells which commands the engine has. */
final class Supported {

  private Supported() {}

  static boolean command(String name) {
    try (RedisEngine engine = RedisEngine.builder().build()) {
      return engine.commands().find(name) != null;
    }
  }
}
