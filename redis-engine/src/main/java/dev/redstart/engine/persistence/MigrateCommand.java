package dev.redstart.engine.persistence;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.KeySpec;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.persistence.rdb.DumpPayload;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.value.Codecs;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** MIGRATE: moves keys to another server. */
final class MigrateCommand {

  /*
   * No shard is locked while the other server is talked to. What is sent is taken under the locks of the keys, and so is
   * the decision to remove a key once the other side has it: only if it still holds just what was sent, else it is sent
   * again. So nothing that was written meanwhile is lost, at the price that others see a key in both places for a moment,
   * as they may while Redis waits for the answer.
   */

  private static final int MOST_ROUNDS = 5;

  private static final Bytes DEL = Bytes.of("DEL");
  private static final Bytes REPLACE = Bytes.of("REPLACE");
  private static final Bytes RESTORE = Bytes.of("RESTORE");
  private static final Bytes SELECT = Bytes.of("SELECT");

  private static final String CHANGING =
      "ERR keys changed again and again while they were moved: they are still here";
  private static final String NO_CONNECTION = "IOERR error or timeout connecting to the client";
  private static final String NO_TALK = "IOERR error or timeout reading to target instance";
  private static final String NOT_HERE =
      "ERR MIGRATE can't be part of a transaction or a script here";

  private final Execution execution;
  private final Codecs codecs;
  private final Targets targets;

  MigrateCommand(Execution execution, Codecs codecs, Targets targets) {
    this.execution = execution;
    this.codecs = codecs;
    this.targets = targets;
  }

  void declare(Family generic) {
    generic
        .write(
            "MIGRATE host port:integer <key | \"\"> destination-db:integer timeout:integer [COPY]"
                + " [REPLACE] [AUTH auth | AUTH2 username password]"
                + " [KEYS keys:key [keys:key ...]]",
            this::migrate)
        .keys(
            new KeySpec.Range(3, 0, 1, "RW access delete", "KEYS"),
            new KeySpec.Keyword("KEYS", -2, -1, "RW access delete incomplete"))
        .unlocked()
        .alsoIn("dangerous")
        .tips("nondeterministic_output")
        .doc(
            "2.6.0",
            "This command actually executes a DUMP+DEL in the source instance, and a RESTORE in the"
                + " target instance. See the pages of these commands for time complexity. Also an"
                + " O(N) data transfer between the two instances is performed.",
            "Moves keys to another server.");
  }

  /** A key on its way: what it held when it was sent. */
  private record Parcel(Bytes payload, long deadline) {}

  private Reply migrate(Call call) {
    if (!call.mayWait()) {
      throw new CommandException(NOT_HERE);
    }
    MigrateRequest request = MigrateRequest.of(call);
    MigrateRequest.Where where = request.where();
    if (!targets.allows(where.host(), where.port())) {
      throw new CommandException(
          "ERR MIGRATE to this address is not allowed, see the directive migrate-targets");
    }
    Map<Bytes, Parcel> parcels = pack(call, request.keys());
    if (parcels.isEmpty()) {
      return Reply.simple("NOKEY");
    }
    boolean replace = request.replace();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Delivery delivery = deliver(request, parcels, replace, call.now());
      Map<Bytes, Parcel> left = request.copy() ? Map.of() : remove(call, delivery.taken);
      if (delivery.refusal != null) {
        throw new CommandException(delivery.refusal);
      }
      if (left.isEmpty()) {
        return Reply.ok();
      }
      parcels = left;
      replace = true;
    }
    throw new CommandException(CHANGING);
  }

  private Map<Bytes, Parcel> pack(Call outer, List<Bytes> keys) {
    Map<Bytes, Parcel> parcels = new LinkedHashMap<>();
    Reply unused =
        execution
            .executor()
            .within(
                outer,
                call -> {
                  for (Bytes key : keys) {
                    Entry entry = call.keys().peek(key);
                    if (entry != null) {
                      parcels.put(key, parcel(entry));
                    }
                  }
                  return Reply.ok();
                });
    return parcels;
  }

  private Parcel parcel(Entry entry) {
    return new Parcel(DumpPayload.of(entry.value(), codecs), entry.deadline());
  }

  /** Removes what is as it was sent; the rest is returned as it is now. */
  private Map<Bytes, Parcel> remove(Call outer, Map<Bytes, Parcel> sent) {
    Map<Bytes, Parcel> changed = new LinkedHashMap<>();
    if (!sent.isEmpty()) {
      Reply unused = execution.executor().within(outer, call -> removeWithin(call, sent, changed));
    }
    return changed;
  }

  private Reply removeWithin(Call call, Map<Bytes, Parcel> sent, Map<Bytes, Parcel> changed) {
    List<Bytes> removed = new ArrayList<>();
    removed.add(DEL);
    sent.forEach(
        (key, parcel) -> {
          Entry entry = call.keys().peek(key);
          Parcel now = entry == null ? null : parcel(entry);
          if (parcel.equals(now)) {
            call.keys().remove(key, "del");
            removed.add(key);
          } else if (now != null) {
            changed.put(key, now);
          }
        });
    if (removed.size() > 1) {
      call.logAs(removed.toArray(Bytes[]::new));
    }
    return Reply.ok();
  }

  /** What became of a delivery: what the other side has taken, and its first refusal. */
  private record Delivery(Map<Bytes, Parcel> taken, @Nullable String refusal) {}

  private Delivery deliver(
      MigrateRequest request, Map<Bytes, Parcel> parcels, boolean replace, long now) {
    MigrateRequest.Where where = request.where();
    TargetConnection connection;
    try {
      connection = targets.connect(where.host(), where.port(), request.timeoutMillis());
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandException(NO_CONNECTION);
    }
    Map<Bytes, Parcel> taken = new LinkedHashMap<>();
    try {
      connection.timeout(request.timeoutMillis());
      String refusal = introduce(connection, request);
      if (refusal == null) {
        refusal = send(connection, parcels, replace, now, taken);
      }
      targets.keep(where.host(), where.port(), connection);
      return new Delivery(taken, refusal);
    } catch (IOException e) {
      connection.close();
      boolean stale = connection.kept() && taken.isEmpty();
      return stale && !(e instanceof SocketTimeoutException)
          ? deliver(request, parcels, replace, now)
          : new Delivery(taken, NO_TALK);
    }
  }

  /** Logs in and selects the database; what the other side has against it, null for nothing. */
  private static @Nullable String introduce(TargetConnection connection, MigrateRequest request)
      throws IOException {
    List<Bytes[]> calls = new ArrayList<>();
    if (!request.auth().isEmpty()) {
      calls.add(request.auth().toArray(Bytes[]::new));
    }
    int database = request.where().database();
    boolean selects = connection.database() != database;
    if (selects) {
      calls.add(new Bytes[] {SELECT, Bytes.of(database)});
    }
    connection.send(calls);
    String refusal = null;
    for (int i = 0; i < calls.size(); i++) {
      String answer = refusal(connection.receive());
      refusal = refusal == null ? answer : refusal;
    }
    connection.database(refusal == null ? database : -1);
    return refusal;
  }

  private static @Nullable String send(
      TargetConnection connection,
      Map<Bytes, Parcel> parcels,
      boolean replace,
      long now,
      Map<Bytes, Parcel> taken)
      throws IOException {
    String refusal = null;
    for (Map.Entry<Bytes, Parcel> one : parcels.entrySet()) {
      connection.send(List.<Bytes[]>of(restore(one.getKey(), one.getValue(), replace, now)));
    }
    for (Map.Entry<Bytes, Parcel> one : parcels.entrySet()) {
      String answer = refusal(connection.receive());
      if (answer == null) {
        taken.put(one.getKey(), one.getValue());
      } else if (refusal == null) {
        refusal = answer;
      }
    }
    return refusal;
  }

  private static Bytes[] restore(Bytes key, Parcel parcel, boolean replace, long now) {
    boolean stays = parcel.deadline == Entry.NEVER;
    Bytes ttl = Bytes.of(stays ? 0 : Math.max(1, parcel.deadline - now));
    return replace
        ? new Bytes[] {RESTORE, key, ttl, parcel.payload, REPLACE}
        : new Bytes[] {RESTORE, key, ttl, parcel.payload};
  }

  private static @Nullable String refusal(String answer) {
    return answer.charAt(0) == '-'
        ? "ERR Target instance replied with error: " + answer.substring(1)
        : null;
  }
}
