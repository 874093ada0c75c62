package dev.redstart.autoconfigure;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.time.Clock;
import dev.redstart.engine.time.Randomness;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;

/** What all engines of the application have: a budget, and time and chance from beans, if any. */
record EngineInputs(
    MemoryProperties memory, ObjectProvider<Clock> clock, ObjectProvider<Randomness> chance) {

  /** The directives of one engine, the budget included. */
  Map<String, String> directives(Map<String, String> own) {
    return memory.addTo(own);
  }

  /** An engine to be set up further. */
  RedisEngine.Builder builder(Map<String, String> directives) {
    RedisEngine.Builder builder = RedisEngine.builder().settings(directives);
    clock.ifAvailable(builder::clock);
    chance.ifAvailable(builder::randomness);
    return builder;
  }
}
