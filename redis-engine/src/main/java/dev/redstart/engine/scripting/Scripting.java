package dev.redstart.engine.scripting;

import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import dev.redstart.engine.spi.GateOrder;
import dev.redstart.engine.time.Clock;
import dev.redstart.engine.time.Timers;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Scripts and functions as a feature. */
public final class Scripting implements Feature {

  private static final long LEAST_BUDGET = 16L << 20;
  private static final long USUAL_BUDGET = 256L << 20;

  private final Execution execution;
  private @Nullable Scripts scripts;
  private volatile @Nullable Timers loading;

  public Scripting(Execution execution) {
    this.execution = execution;
  }

  @Override
  public void install(Assembly engine) {
    Clock clock = engine.surroundings().clock();
    Scripts runner = new Scripts(execution, clock, engine::isMemoryFull, engine.settings());
    scripts = runner;
    long budget = budget(engine.settings());
    DoubleSupplier seconds = () -> clock.nanos() / 1e9;
    Setting.Switch all = callsAll(engine.settings());
    // Made at the first script or library: most applications run none, and need not load all this.
    Once<World> scriptWorld = new Once<>(() -> closed(engine, budget, seconds, all));
    ScriptCache cache = new ScriptCache();
    Family family = engine.commands().family("scripting", "scripting", 'g');
    new EvalCommands(scriptWorld, runner, cache).declare(family);
    Once<World> functions =
        new Once<>(() -> new World(engine.commands(), true, budget, seconds, all));
    Once<FunctionLoader> loader =
        new Once<>(() -> new FunctionLoader(functions.get(), loading(clock)));
    FunctionStore store = new FunctionStore(loader);
    engine.libraries(store);
    new FunctionCommands(functions, runner, store).declare(family);
    new ScriptInfo(cache, store).declare(engine);
    engine.gate(GateOrder.LOADING, new BusyGate(runner));
  }

  /** Timers of its own: nothing may hold them up, since nothing else ends a text without end. */
  private Timers loading(Clock clock) {
    Timers timers = new Timers(clock, "redstart-functions");
    loading = timers;
    return timers;
  }

  private static World closed(
      Assembly engine, long budget, DoubleSupplier seconds, Setting.Switch all) {
    World world = new World(engine.commands(), false, budget, seconds, all);
    world.close();
    return world;
  }

  /** How many bytes a script may hold. */
  private static long budget(Settings settings) {
    long usual = Math.min(USUAL_BUDGET, Runtime.getRuntime().maxMemory() / 4);
    Setting.Whole budget =
        settings.memory("script-memory", Math.max(LEAST_BUDGET, usual), LEAST_BUDGET);
    settings.fixed(budget);
    // Who sets all that CONFIG GET * shows knows which ones of Redis can not be set.
    settings.hidden(budget);
    return budget.get();
  }

  /** What only DEBUG SET-DISABLE-DENY-SCRIPTS switches: scripts may call what is kept from them. */
  private static Setting.Switch callsAll(Settings settings) {
    Setting.Switch all = settings.yesNo("scripts-call-all", false);
    settings.hidden(all);
    settings.fixed(all);
    return all;
  }

  @Override
  public void close() {
    Scripts runner = scripts;
    if (runner != null) {
      runner.kill();
    }
    Timers timers = loading;
    if (timers != null) {
      timers.close();
    }
  }
}
