package dev.redstart.test;

import dev.redstart.engine.RedisEngine;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What tests run on: a clock, chance, faults, a spy, and the engines that live by them. */
final class TestRedis {

  /** Those with a name, for as long as the process lives: contexts that are kept use them. */
  private static final Map<String, TestRedis> NAMED = new ConcurrentHashMap<>();

  private final RedstartClock clock = new RedstartClock();
  private final Chance chance = new Chance();
  private final Faults faults = new Faults();
  private final CommandSpy spy = new CommandSpy();
  private final Probe probe = new Probe(spy, faults);

  /** What each engine holds when a test begins. */
  private final Map<RedisEngine, Contents> initial = new LinkedHashMap<>();

  private final Set<Object> owners = Collections.newSetFromMap(new WeakHashMap<>());

  private @Nullable RedisEngine engine;

  /** The one of that name, the same each time. */
  static TestRedis named(String name) {
    return NAMED.computeIfAbsent(name, it -> new TestRedis());
  }

  RedstartClock clock() {
    return clock;
  }

  Chance chance() {
    return chance;
  }

  Faults faults() {
    return faults;
  }

  CommandSpy spy() {
    return spy;
  }

  Probe probe() {
    return probe;
  }

  /** The engine, started by {@code starter} where it has not been. */
  synchronized RedisEngine engine(Supplier<RedisEngine> starter) {
    RedisEngine started = engine;
    if (started == null) {
      started = starter.get();
      engine = started;
    }
    return started;
  }

  /** An engine that lives by the clock and the rest of this, to be set up further. */
  RedisEngine.Builder builder() {
    return RedisEngine.builder().clock(clock).randomness(chance).with(probe);
  }

  /** Keeps in mind what engines hold now that {@code owner} has been made; once for each owner. */
  synchronized void learn(Object owner, Collection<RedisEngine> used) {
    if (owners.add(owner)) {
      used.forEach(one -> initial.put(one, Contents.of(one)));
    }
  }

  void begin(long seed) {
    chance.seed(seed);
    spy.clear();
  }

  /** Makes everything as it was. */
  synchronized void end() {
    faults.clear();
    clock.reset();
    initial.forEach((used, contents) -> contents.replaceIn(used));
  }
}
