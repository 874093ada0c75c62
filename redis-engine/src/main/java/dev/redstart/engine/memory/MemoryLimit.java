package dev.redstart.engine.memory;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.memory.Evictor.Effort;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import dev.redstart.engine.spi.Gate;
import dev.redstart.engine.spi.GateOrder;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The directive maxmemory, and those that say how it is kept. */
public final class MemoryLimit implements Feature, Gate {

  private final Execution execution;
  private @Nullable Ready ready;

  /** Null while there is no limit. */
  private volatile @Nullable Guard guard;

  public MemoryLimit(Execution execution) {
    this.execution = execution;
  }

  /** What is there once the engine is put together. */
  private record Ready(Assembly engine, Directives directives, Evictor evictor) {}

  /** What was declared. */
  private record Directives(
      Setting.Whole limit, Setting.Whole samples, Setting.Whole tenacity, Setting policy) {

    static Directives declare(Settings settings) {
      Setting policy = settings.find("maxmemory-policy");
      if (policy == null) {
        throw new IllegalStateException("no maxmemory-policy");
      }
      return new Directives(
          settings.memory("maxmemory", 0),
          settings.whole("maxmemory-samples", 5, 1, 64),
          settings.whole("maxmemory-eviction-tenacity", 10, 0, 100),
          policy);
    }

    Effort effort() {
      return new Effort(limit.get(), (int) samples.get(), (int) tenacity.get());
    }
  }

  @Override
  public void install(Assembly engine) {
    Settings settings = engine.settings();
    Directives directives = Directives.declare(settings);
    Protection protection = new Protection(settings);
    Evictor evictor = new Evictor(execution, engine.surroundings(), protection);
    protection.onChange(evictor::reconsider);
    ready = new Ready(engine, directives, evictor);
    for (Setting setting :
        List.of(directives.limit, directives.samples, directives.tenacity, directives.policy)) {
      settings.onChange(setting, this::follow);
    }
    engine.gate(GateOrder.MEMORY, this);
    engine.ask(this, false);
    engine.memoryFull(this::isFull);
    engine.info("stats", this::describe);
    engine.onResetCounters(evictor::resetCounters);
  }

  /** Keys can be removed from now on. */
  @Override
  public void start() {
    follow();
  }

  @Override
  public void close() {
    guard = null;
  }

  @Override
  public @Nullable Reply refuse(Client client, Command command, Bytes[] args) {
    Guard g = guard;
    return g == null ? null : g.refuse(client, command, args);
  }

  @Override
  public @Nullable Reply refuseAgain(Client client, Command command, Bytes[] args) {
    Guard g = guard;
    return g == null ? null : g.refuseAgain(command);
  }

  private boolean isFull() {
    Guard g = guard;
    return g != null && g.failed();
  }

  private synchronized void follow() {
    Ready all = ready;
    if (all == null) {
      return;
    }
    Policy policy = Policy.of(all.directives.policy.text());
    Effort effort = all.directives.effort();
    all.evictor.follow(policy);
    boolean limited = effort.budget() > 0;
    var keyspace = all.engine.surroundings().keyspace();
    keyspace.used().guard(effort.budget());
    keyspace.accesses().decide(limited && policy.order() == Policy.Order.ACCESS);
    Guard next = limited ? new Guard(all.evictor, effort, all.engine) : null;
    guard = next;
    all.engine.ask(this, limited);
    if (next != null) {
      next.begin();
    }
  }

  private void describe(BiConsumer<String, Object> field) {
    Ready all = ready;
    if (all != null) {
      field.accept("evicted_keys", execution.evicted());
      field.accept("total_eviction_exceeded_time", all.evictor.exceededMillis());
      field.accept("current_eviction_exceeded_time", all.evictor.exceedingMillis());
    }
  }
}
