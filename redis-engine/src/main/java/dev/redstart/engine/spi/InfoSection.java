package dev.redstart.engine.spi;

import java.util.function.BiConsumer;

/** A section of INFO. Asked with all shards locked, from any thread. */
@FunctionalInterface
public interface InfoSection {

  /** Hands each field and its text to {@code field}, in order. */
  void describe(BiConsumer<String, Object> field);
}
