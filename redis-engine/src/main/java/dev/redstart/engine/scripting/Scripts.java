package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.scripting.lua.LuaError;
import dev.redstart.engine.scripting.lua.LuaFunction;
import dev.redstart.engine.scripting.lua.LuaString;
import dev.redstart.engine.scripting.lua.ScriptKilled;
import dev.redstart.engine.time.Clock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs scripts and functions, one at a time, and knows what runs. */
final class Scripts {

  private static final Logger LOG = LoggerFactory.getLogger(Scripts.class);
  private static final long NANOS_IN_A_MILLI = 1_000_000;

  private final Execution execution;
  private final Clock clock;
  private final BooleanSupplier memoryFull;

  /** From how many milliseconds on a script is slow. */
  private final Setting.Whole threshold;

  /** Where the last script ran. */
  private volatile @Nullable World latest;

  /**
   * @param memoryFull says whether what makes data grow is refused
   */
  Scripts(Execution execution, Clock clock, BooleanSupplier memoryFull, Settings settings) {
    this.memoryFull = memoryFull;
    this.threshold = settings.whole("busy-reply-threshold", 5_000, 0, Long.MAX_VALUE);
    settings.alias("lua-time-limit", threshold);
    this.execution = execution;
    this.clock = clock;
  }

  /** The run that is on, null where none is. Any thread may ask. */
  @Nullable Run current() {
    World world = latest;
    return world == null ? null : world.current();
  }

  /** For how many nanoseconds {@code run} is on. */
  long age(Run run) {
    long started = run.startedAt();
    return started == 0 ? 0 : clock.nanos() - started;
  }

  /** True where {@code run} takes too long. The log hears of it once. */
  boolean isSlow(Run run) {
    long millis = age(run) / NANOS_IN_A_MILLI;
    boolean slow = run.startedAt() != 0 && millis >= threshold.get();
    if (slow && run.toBeTold()) {
      LOG.warn(
          "Slow script detected: {} {} for {} milliseconds. {} KILL ends one that has not written.",
          run.isFunction() ? "function" : "script",
          run.name() + " runs",
          millis,
          run.isFunction() ? "FUNCTION" : "SCRIPT");
    }
    return slow;
  }

  /** Ends what runs. Any thread may ask. */
  void kill() {
    Run run = current();
    if (run != null) {
      run.kill();
    }
  }

  /** Runs {@code function} in {@code world}; {@code call} is extensible. */
  Reply run(World world, Call call, Run.Terms terms, LuaFunction function, Object... args) {
    boolean full = memoryFull.getAsBoolean() && !terms.flags().allowOom();
    if (full && terms.flags().declared() && !terms.readOnly()) {
      return new Reply.Failure(Errors.OOM);
    }
    Client client = call.client();
    int database = client.database();
    int protocol = client.protocol();
    Run run = new Run(call, execution.executor().inside(call), terms, world.state(), clock);
    run.mayGrow(!full);
    if (latest != world) {
      latest = world;
    }
    world.begin(run);
    execution.executor().holding(true);
    client.protocol(2);
    execution.stopwatch().begins(call);
    try {
      Object result = LuaFunction.first(world.state().call(function, args));
      count(call, result);
      return Results.in(run.protocol()).of(result);
    } catch (LuaError e) {
      count(call, e.value());
      return new Reply.Failure(failure(run, e));
    } catch (ScriptKilled e) {
      String text = run.isFunction() ? Errors.FUNCTION_KILLED : Errors.KILLED;
      String place = e.place(function);
      String where = place.isEmpty() ? "" : ", on " + place + ".";
      return new Reply.Failure(text + " script: " + run.name() + where);
    } finally {
      if (run.startedAt() != 0) {
        boolean unused = isSlow(run);
      }
      world.end();
      execution.executor().holding(false);
      client.select(database);
      client.protocol(protocol);
    }
  }

  /** Errors of calls within a script aren't counted once more where it ends with them. */
  private static void count(Call call, Object result) {
    if (Answers.isCounted(result)) {
      call.errorWasCounted();
    }
  }

  private static Bytes failure(Run run, LuaError error) {
    Bytes message = dev.redstart.engine.command.Errors.shown(World.message(error));
    String source = error.source();
    if (source == null) {
      return message;
    }
    String where = " script: " + run.name() + ", on " + source + ":" + error.line() + ".";
    return Bytes.join(message, Bytes.of(where));
  }

  /**
   * The arguments from {@code from} to {@code to}, which is not included, as a script sees them.
   */
  static Object[] items(Bytes[] args, int from, int to) {
    if (from == to) {
      return LuaFunction.NONE;
    }
    Object[] items = new Object[to - from];
    for (int i = from; i < to; i++) {
      items[i - from] = LuaString.of(args[i]);
    }
    return items;
  }
}
