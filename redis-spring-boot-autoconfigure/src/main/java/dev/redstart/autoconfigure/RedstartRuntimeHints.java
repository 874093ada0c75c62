package dev.redstart.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image has to know of us. It is little: no class is looked for by its name but
 * Lettuce's, and connections are what Spring Data's own hints are about.
 */
final class RedstartRuntimeHints implements RuntimeHintsRegistrar {

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    hints.reflection().registerTypeIfPresent(classLoader, "io.lettuce.core.RedisClient");
  }
}
