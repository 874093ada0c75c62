package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.value.Batches;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that make a stream: its entries, its counters, its groups with their consumers and what
 * is pending. They don't tell when consumers were seen.
 */
final class StreamCalls {

  private static final Bytes XADD = Bytes.of("XADD");
  private static final Bytes XDEL = Bytes.of("XDEL");
  private static final Bytes XTRIM = Bytes.of("XTRIM");
  private static final Bytes XSETID = Bytes.of("XSETID");
  private static final Bytes XGROUP = Bytes.of("XGROUP");
  private static final Bytes XCLAIM = Bytes.of("XCLAIM");
  private static final Bytes CREATE = Bytes.of("CREATE");
  private static final Bytes CREATECONSUMER = Bytes.of("CREATECONSUMER");
  private static final Bytes MAXLEN = Bytes.of("MAXLEN");
  private static final Bytes ENTRIESADDED = Bytes.of("ENTRIESADDED");
  private static final Bytes MAXDELETEDID = Bytes.of("MAXDELETEDID");
  private static final Bytes ENTRIESREAD = Bytes.of("ENTRIESREAD");
  private static final Bytes TIME = Bytes.of("TIME");
  private static final Bytes RETRYCOUNT = Bytes.of("RETRYCOUNT");
  private static final Bytes JUSTID = Bytes.of("JUSTID");
  private static final Bytes FORCE = Bytes.of("FORCE");
  private static final Bytes NONE = Bytes.of("0");
  private static final Bytes FIRST_ID = Bytes.of("0-1");
  private static final Bytes ANY = Bytes.of("x");

  private final Bytes key;
  private final StreamValue stream;
  private final Consumer<List<Bytes>> calls;

  StreamCalls(Bytes key, StreamValue stream, Consumer<List<Bytes>> calls) {
    this.key = key;
    this.stream = stream;
    this.calls = calls;
  }

  void rebuild() {
    NavigableSet<StreamId> gone = gone();
    entries(new TreeSet<>(gone));
    if (stream.length() == 0 && gone.isEmpty()) {
      // Nothing else makes a stream that has no entries and need not have a group.
      call(XADD, key, MAXLEN, NONE, FIRST_ID, ANY, ANY);
    }
    stream.groups().forEach(this::group);
    if (!gone.isEmpty()) {
      removeStandIns(gone);
    }
    Bytes added = Bytes.of(stream.entriesAdded());
    Bytes deleted = stream.maxDeletedId().text();
    call(XSETID, key, stream.lastId().text(), ENTRIESADDED, added, MAXDELETEDID, deleted);
  }

  /** What is pending somewhere, though it was deleted. */
  private NavigableSet<StreamId> gone() {
    NavigableSet<StreamId> gone = new TreeSet<>();
    for (StreamGroup group : stream.groups()) {
      for (Pending entry : group.pending()) {
        if (!stream.contains(entry.id())) {
          gone.add(entry.id());
        }
      }
    }
    return gone;
  }

  /** Only an entry that is there can be claimed: another one stands in for one that is gone. */
  private void entries(NavigableSet<StreamId> gone) {
    StreamCursor entries = stream.up(StreamId.ZERO, StreamId.MAX);
    while (entries.next()) {
      StreamId id = entries.id();
      while (!gone.isEmpty() && gone.first().isBefore(id)) {
        add(gone.pollFirst(), List.of(ANY, ANY));
      }
      add(id, entries.content());
    }
    gone.forEach(id -> add(id, List.of(ANY, ANY)));
  }

  private void add(@Nullable StreamId id, List<Bytes> content) {
    if (id != null) {
      List<Bytes> call = new ArrayList<>(content.size() + 3);
      call.addAll(List.of(XADD, key, id.text()));
      call.addAll(content);
      calls.accept(call);
    }
  }

  /** Those in front as a trim would, which is no deletion that is remembered. */
  private void removeStandIns(NavigableSet<StreamId> gone) {
    StreamId first = stream.length() == 0 ? StreamId.MAX : stream.firstId();
    Batches deletions = new Batches(calls, XDEL, key);
    gone.tailSet(first, false).forEach(id -> deletions.add(id.text()));
    deletions.end();
    call(XTRIM, key, MAXLEN, Bytes.of(stream.length()));
  }

  private void group(StreamGroup group) {
    Bytes name = group.name();
    Bytes read = Bytes.of(group.entriesRead());
    call(XGROUP, CREATE, key, name, group.lastId().text(), ENTRIESREAD, read);
    for (StreamConsumer consumer : group.consumers()) {
      call(XGROUP, CREATECONSUMER, key, name, consumer.name());
      pending(name, consumer);
    }
  }

  /** What was given at the same time, and as often, is claimed together. */
  private void pending(Bytes group, StreamConsumer consumer) {
    List<Bytes> ids = new ArrayList<>();
    Pending like = null;
    for (Pending entry : consumer.pending()) {
      if (!alike(like, entry) || ids.size() == Batches.MOST_PARTS) {
        claim(group, consumer, ids, like);
        ids.clear();
      }
      like = entry;
      ids.add(entry.id().text());
    }
    claim(group, consumer, ids, like);
  }

  private static boolean alike(@Nullable Pending one, Pending other) {
    return one != null
        && one.deliveryTime() == other.deliveryTime()
        && one.deliveries() == other.deliveries();
  }

  private void claim(
      Bytes group, StreamConsumer consumer, List<Bytes> ids, @Nullable Pending like) {
    if (like == null || ids.isEmpty()) {
      return;
    }
    List<Bytes> call = new ArrayList<>(ids.size() + 11);
    call.addAll(List.of(XCLAIM, key, group, consumer.name(), NONE));
    call.addAll(ids);
    call.addAll(List.of(TIME, Bytes.of(like.deliveryTime())));
    call.addAll(List.of(RETRYCOUNT, Bytes.of(like.deliveries()), JUSTID, FORCE));
    calls.accept(call);
  }

  private void call(Bytes... words) {
    calls.accept(List.of(words));
  }
}
