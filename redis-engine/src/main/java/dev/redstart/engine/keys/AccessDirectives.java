package dev.redstart.engine.keys;

import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.keyspace.Accesses;
import dev.redstart.engine.keyspace.Accesses.Counting;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** The directives that say what is remembered of accesses to keys. */
public final class AccessDirectives {

  private static final String NO_EVICTION = "noeviction";

  /** In the order in which errors name them. */
  private static final Set<String> POLICIES =
      new LinkedHashSet<>(
          Arrays.asList(
              "volatile-lru",
              "volatile-lfu",
              "volatile-random",
              "volatile-ttl",
              "allkeys-lru",
              "allkeys-lfu",
              "allkeys-random",
              NO_EVICTION));

  private AccessDirectives() {}

  /** Declares them, and lets {@code accesses} follow them. */
  public static void declare(Settings settings, Accesses accesses) {
    Setting.Choice policy = settings.choice("maxmemory-policy", NO_EVICTION, POLICIES);
    Setting.Whole logFactor = settings.whole("lfu-log-factor", 10, 0, Integer.MAX_VALUE);
    Setting.Whole decay = settings.whole("lfu-decay-time", 1, 0, Integer.MAX_VALUE);
    Runnable follow =
        () -> {
          boolean counted = policy.get().endsWith("lfu");
          accesses.count(counted ? new Counting(logFactor.get(), decay.get()) : null);
          accesses.tell(counted || policy.get().endsWith("lru"));
        };
    settings.onChange(policy, follow);
    settings.onChange(logFactor, follow);
    settings.onChange(decay, follow);
    follow.run();
  }
}
