package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.scripting.lua.LuaError;
import dev.redstart.engine.scripting.lua.LuaFunction;
import dev.redstart.engine.scripting.lua.LuaString;
import dev.redstart.engine.scripting.lua.ScriptKilled;
import dev.redstart.engine.time.Clock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs scripts and functions, one at a time, and knows what runs. */
final class Scripts {

  private final Execution execution;
  private final Clock clock;
  private final BooleanSupplier memoryFull;

  /** Where the last script ran. */
  private volatile @Nullable World latest;

  /**
   * @param memoryFull says whether what makes data grow is refused
   */
  Scripts(Execution execution, Clock clock, BooleanSupplier memoryFull) {
    this.memoryFull = memoryFull;
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
