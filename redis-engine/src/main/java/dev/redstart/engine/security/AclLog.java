package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Access.Context;
import dev.redstart.engine.command.Access.Denial;
import dev.redstart.engine.command.Access.Part;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What was refused to whom, the newest first. Any thread, under any shard's lock. */
final class AclLog {

  /** Refusals of the same kind within this time are one entry. */
  private static final long SAME_MILLIS = 60_000;

  /** How many entries are looked at for one of the same kind. */
  private static final int LOOKED_AT = 10;

  private static final String LOGIN = "auth";
  private static final List<String> REASONS = List.of(LOGIN, "command", "key", "channel");
  private static final List<String> FIELDS = List.of(LOGIN, "cmd", "key", "channel");

  private final Execution execution;
  private final Clock clock;
  private final Setting.Whole longest;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final List<LongAdder> counts =
      List.of(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
  private long nextId;

  AclLog(Assembly engine, Execution execution) {
    this.execution = execution;
    this.clock = engine.surroundings().clock();
    this.longest = engine.settings().whole("acllog-max-len", 128, 0, Long.MAX_VALUE);
    engine.info(
        "stats",
        field -> {
          for (int i = 0; i < FIELDS.size(); i++) {
            field.accept("acl_access_denied_" + FIELDS.get(i), counts.get(i).sum());
          }
        });
  }

  /** What one entry is about. */
  private record Kind(String reason, Context context, Bytes object, Bytes user) {}

  private static final class Entry {
    final Kind kind;
    final long id;
    final long created;
    long count = 1;
    long updated;
    String client;

    Entry(Kind kind, long id, long now, String client) {
      this.kind = kind;
      this.id = id;
      this.created = now;
      this.updated = now;
      this.client = client;
    }
  }

  /** A user was refused something. */
  void denied(Client client, Bytes user, Denial denial, Context context) {
    Part part = denial.part();
    note(client, new Kind(reason(part), context, denial.object(), user));
  }

  /**
   * Someone failed to log in.
   *
   * @param command the word that it was tried with
   */
  void failed(Client client, Bytes user, Bytes command) {
    Context context = Execution.queueing(client) ? Context.MULTI : Context.TOPLEVEL;
    note(client, new Kind(LOGIN, context, command, user));
  }

  private static String reason(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  private void note(Client client, Kind kind) {
    counts.get(REASONS.indexOf(kind.reason)).increment();
    long now = clock.millis();
    add(kind, now, execution.describe(client, now));
  }

  private synchronized void add(Kind kind, long now, String client) {
    Entry entry = takeSame(kind, now);
    if (entry == null) {
      entry = new Entry(kind, nextId++, now, client);
    } else {
      entry.count++;
      entry.updated = now;
      entry.client = client;
    }
    entries.addFirst(entry);
    trim();
  }

  private @Nullable Entry takeSame(Kind kind, long now) {
    Iterator<Entry> newest = entries.iterator();
    for (int i = 0; i < LOOKED_AT && newest.hasNext(); i++) {
      Entry entry = newest.next();
      if (entry.kind.equals(kind) && Math.abs(now - entry.updated) <= SAME_MILLIS) {
        newest.remove();
        return entry;
      }
    }
    return null;
  }

  private void trim() {
    while (entries.size() > longest.get()) {
      entries.removeLast();
    }
  }

  synchronized void clear() {
    entries.clear();
  }

  /** The newest entries, at most so many. */
  synchronized Reply show(long most) {
    long now = clock.millis();
    List<Reply> shown = new ArrayList<>();
    for (Entry entry : entries) {
      if (shown.size() >= most) {
        break;
      }
      shown.add(show(entry, now));
    }
    return Reply.array(shown);
  }

  private static Reply show(Entry entry, long now) {
    return new Reply.Dict(
        Arrays.asList(
            Reply.bulk("count"),
            Reply.integer(entry.count),
            Reply.bulk("reason"),
            Reply.bulk(entry.kind.reason),
            Reply.bulk("context"),
            Reply.bulk(entry.kind.context.name().toLowerCase(Locale.ROOT)),
            Reply.bulk("object"),
            Reply.bulk(entry.kind.object),
            Reply.bulk("username"),
            Reply.bulk(entry.kind.user),
            Reply.bulk("age-seconds"),
            new Reply.Real((now - entry.updated) / 1000.0),
            Reply.bulk("client-info"),
            Reply.bulk(entry.client),
            Reply.bulk("entry-id"),
            Reply.integer(entry.id),
            Reply.bulk("timestamp-created"),
            Reply.integer(entry.created),
            Reply.bulk("timestamp-last-updated"),
            Reply.integer(entry.updated)));
  }
}
