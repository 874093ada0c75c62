package dev.redstart.engine.tracking;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.command.Tracking;
import dev.redstart.engine.exec.Clients;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import dev.redstart.engine.spi.Gate;
import dev.redstart.engine.spi.GateOrder;
import dev.redstart.engine.spi.KeyUseListener;
import dev.redstart.engine.time.Randomness;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells clients that keep what they have read when it is out of date.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/client-side-caching/">Client-side
 *     caching</a>
 */
public final class ClientSideCaching implements Feature, KeyUseListener, Gate {

  /*
   * A read is noted, and those who have read a changed key are taken out of the table, while the key is locked: so
   * whoever has read the old value is told, and whoever reads the new one isn't. Messages go out when the locks are
   * released. They end up behind the reply of a read that came before: a connection sends what others have for it when
   * its own call is answered.
   */

  private static final long MOST_KEYS = 1_000_000;

  private final Clients clients;
  private final Invalidations invalidations;
  private final ReadKeys readKeys = new ReadKeys();
  private final Prefixes prefixes = new Prefixes();
  private final Map<Long, Client> tracking = new ConcurrentHashMap<>();
  private Setting.@Nullable Whole mostKeys;
  private @Nullable Randomness randomness;
  private volatile boolean any;
  private @Nullable Assembly assembly;

  /**
   * A change of a key.
   *
   * @param key null where all keys have changed
   * @param readers those who have read it, null where nobody has
   */
  record Changed(@Nullable Client by, @Nullable Bytes key, @Nullable Readers readers)
      implements Change {}

  /** Looks for the clients that messages are redirected to in {@code execution}. */
  public ClientSideCaching(Execution execution) {
    this.clients = execution.clients();
    this.invalidations = new Invalidations(clients);
  }

  @Override
  public void install(Assembly engine) {
    randomness = engine.surroundings().randomness();
    Settings settings = engine.settings();
    mostKeys = settings.whole("tracking-table-max-keys", MOST_KEYS, 0, Long.MAX_VALUE);
    TrackingCommands.declare(engine.commands().family("connection", "connection", 'g'), this);
    // Not within CONFIG SET, which may hold locks.
    settings.onChange(
        mostKeys,
        () -> engine.timers().at(engine.surroundings().clock().millis(), this::forgetTooMany));
    engine.gate(GateOrder.MEMORY, this);
    engine.ask(this, false);
    assembly = engine;
    engine.onUse(this);
    engine.onReset(this::end);
    engine.onFarewell(this::end);
    engine.info("clients", field -> field.accept("tracking_clients", tracking.size()));
    engine.info(
        "stats",
        field -> {
          field.accept("tracking_total_keys", readKeys.keys());
          field.accept("tracking_total_items", readKeys.items());
          field.accept("tracking_total_prefixes", prefixes.size());
        });
  }

  Clients clients() {
    return clients;
  }

  /** Lets {@code client} track as {@code how} says. */
  void begin(Client client, Tracking how) {
    synchronized (tracking) {
      client.tracking(how);
      tracking.put(client.id(), client);
      prefixes.add(client, how.prefixes());
      any(true);
    }
  }

  /** Ends what {@link #begin} began, where anything was. */
  void end(Client client) {
    if (client.tracking() == null) {
      return;
    }
    synchronized (tracking) {
      Tracking before = client.tracking();
      if (before != null) {
        prefixes.remove(client, before.prefixes());
        client.tracking(null);
        tracking.remove(client.id());
        any(!tracking.isEmpty());
        if (!any) {
          readKeys.clear();
        }
      }
    }
  }

  private void any(boolean now) {
    any = now;
    if (assembly != null) {
      assembly.ask(this, now);
    }
  }

  /** Lets every call pass: takes its time to keep the table small, and counts a client's calls. */
  @Override
  public @Nullable Reply refuse(Client client, Command command, Bytes[] args) {
    Tracking own = client.tracking();
    if (own != null && !Execution.queueing(client)) {
      own.nextCall(command.name().startsWith("client|"));
    }
    if (forgetTooMany()) {
      client.outbox().hear();
    }
    return null;
  }

  @Override
  public boolean listens() {
    return any;
  }

  @Override
  public void read(Client client, Command command, Bytes[] args) {
    Tracking own = client.tracking();
    if (own != null && own.remembers()) {
      long id = client.id();
      command.forEachKey(args, i -> readKeys.add(args[i], id));
    }
  }

  @Override
  public @Nullable Change changed(@Nullable Client by, @Nullable Bytes key) {
    if (key == null) {
      readKeys.clear();
      return new Changed(by, null, null);
    }
    Readers readers = readKeys.take(key);
    return readers == null && prefixes.size() == 0 ? null : new Changed(by, key, readers);
  }

  @Override
  public void tell(List<Change> changes) {
    List<Changed> all = changes.stream().map(Changed.class::cast).toList();
    for (Changed change : all) {
      if (change.key() == null) {
        tracking.values().forEach(invalidations::sendAll);
      }
      tell(change.readers(), change.by());
    }
    if (prefixes.size() > 0) {
      prefixes.tell(all, invalidations);
    }
  }

  private void tell(@Nullable Readers readers, @Nullable Client by) {
    if (readers == null) {
      return;
    }
    List<Bytes> key = List.of(readers.name());
    for (long id : readers.ids()) {
      Client client = tracking.get(id);
      Tracking how = client == null ? null : client.tracking();
      if (client != null && how != null && how.mode() != Tracking.Mode.BROADCAST) {
        if (!(how.noLoop() && client == by)) {
          invalidations.send(client, key);
        }
      }
    }
  }

  /** True where there was anything to forget. */
  private synchronized boolean forgetTooMany() {
    Setting.Whole most = mostKeys;
    Randomness chance = randomness;
    if (most == null || chance == null || most.get() == 0) {
      return false;
    }
    boolean forgotten = false;
    while (readKeys.keys() > most.get()) {
      Readers some = readKeys.takeAny(chance.generator());
      if (some == null) {
        return forgotten;
      }
      tell(some, null);
      forgotten = true;
    }
    return forgotten;
  }
}
