package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import dev.redstart.engine.spi.GateOrder;
import dev.redstart.engine.time.Clock;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Scripts and functions as a feature. */
public final class Scripting implements Feature {

  private static final long NANOS_IN_A_MILLI = 1_000_000;
  private static final long LEAST_BUDGET = 16L << 20;
  private static final long USUAL_BUDGET = 256L << 20;
  private static final Reply.Failure BUSY = new Reply.Failure(Errors.BUSY);
  private static final Reply.Failure FUNCTION_BUSY = new Reply.Failure(Errors.FUNCTION_BUSY);

  private final Execution execution;
  private @Nullable Scripts scripts;
  private @Nullable Settings settings;

  public Scripting(Execution execution) {
    this.execution = execution;
  }

  @Override
  public void install(Assembly engine) {
    Clock clock = engine.surroundings().clock();
    Scripts runner = new Scripts(execution, clock, engine::isMemoryFull);
    scripts = runner;
    settings = engine.settings();
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
        new Once<>(() -> new FunctionLoader(functions.get(), engine.timers(), clock));
    FunctionStore store = new FunctionStore(loader);
    engine.libraries(store);
    new FunctionCommands(functions, runner, store).declare(family);
    new ScriptInfo(cache, store).declare(engine);
    engine.gate(GateOrder.LOADING, this::refuse);
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
  }

  /** Refuses what comes while a script takes too long. */
  private @Nullable Reply refuse(Client client, Command command, Bytes[] args) {
    Scripts runner = scripts;
    Run run = runner == null ? null : runner.current();
    if (run == null || runner == null || mayRunMeanwhile(command, args)) {
      return null;
    }
    if (runner.age(run) < threshold() * NANOS_IN_A_MILLI) {
      return null;
    }
    return run.isFunction() ? FUNCTION_BUSY : BUSY;
  }

  /** SHUTDOWN may only where it needs no locks, since it saves nothing. */
  private static boolean mayRunMeanwhile(Command command, Bytes[] args) {
    return command.has(Flag.ALLOW_BUSY)
        && (!command.name().equals("shutdown")
            || Arrays.stream(args).anyMatch(word -> word.is("NOSAVE") || word.is("ABORT")));
  }

  private long threshold() {
    Settings s = settings;
    long millis = 5_000;
    if (s != null && s.find("busy-reply-threshold") instanceof Setting.Whole given) {
      millis = given.get();
    }
    return Math.min(millis, Long.MAX_VALUE / NANOS_IN_A_MILLI);
  }
}
