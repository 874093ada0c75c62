package dev.redstart.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image has to know of us. It is little: two classes are looked for by their names,
 * scripts of job queues and the pages of their board are read as resources, and connections are
 * what Spring Data's own hints are about.
 */
final class RedstartRuntimeHints implements RuntimeHintsRegistrar {

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    hints.reflection().registerTypeIfPresent(classLoader, "io.lettuce.core.RedisClient");
    hints.reflection().registerTypeIfPresent(classLoader, RedstartCacheAutoConfiguration.MAPPER);
    hints.resources().registerPattern("dev/redstart/jobs/script/**");
    hints.resources().registerPattern("dev/redstart/jobs/board/*");
  }
}
