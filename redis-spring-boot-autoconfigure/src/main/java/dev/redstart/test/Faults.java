package dev.redstart.test;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.reply.Reply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with an engine under test, until the test is over.
 *
 * <pre>{@code
 * faults.add(Fault.error("ERR out of order").on("GET").after(2));
 * try (Faults.Injected outage = faults.add(Fault.lostConnection())) {
 *   …
 * }
 * }</pre>
 */
public final class Faults {

  private final List<Injected> all = new CopyOnWriteArrayList<>();

  Faults() {}

  /** Lets {@code fault} happen from now on. Of several that concern a call the first one counts. */
  public Injected add(Fault fault) {
    Injected injected = new Injected(this, fault);
    all.add(injected);
    return injected;
  }

  /** Lets everything go well again. */
  public void clear() {
    all.clear();
  }

  /** The answer to a call, null where it may go on. */
  @Nullable Reply strike(Client client, Command command, Bytes[] args, boolean byScript) {
    for (Injected injected : all) {
      Reply answer = injected.strike(client, command, args, byScript);
      if (answer != null) {
        return answer;
      }
    }
    return null;
  }

  /** A fault that happens until this is closed. */
  public static final class Injected implements AutoCloseable {

    private final Faults faults;
    private final Fault fault;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong hits = new AtomicLong();

    private Injected(Faults faults, Fault fault) {
      this.faults = faults;
      this.fault = fault;
    }

    /** How many calls it has happened to. */
    public long hits() {
      return hits.get();
    }

    @Override
    public void close() {
      faults.all.remove(this);
    }

    private @Nullable Reply strike(Client client, Command command, Bytes[] args, boolean byScript) {
      if (!fault.concerns(command, args, byScript) || !fault.strikes(calls.incrementAndGet())) {
        return null;
      }
      hits.incrementAndGet();
      return fault.strike(client, command, args);
    }
  }
}
