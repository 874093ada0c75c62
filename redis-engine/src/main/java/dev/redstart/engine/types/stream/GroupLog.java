package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notes what a call does to a group, in words that come to the same wherever and whenever they are
 * replayed.
 */
final class GroupLog {

  private static final Bytes XGROUP = Bytes.of("XGROUP");
  private static final Bytes CREATECONSUMER = Bytes.of("CREATECONSUMER");
  private static final Bytes SETID = Bytes.of("SETID");
  private static final Bytes ENTRIESREAD = Bytes.of("ENTRIESREAD");
  private static final Bytes XCLAIM = Bytes.of("XCLAIM");
  private static final Bytes ANY_IDLE_TIME = Bytes.of("0");
  private static final Bytes TIME = Bytes.of("TIME");
  private static final Bytes RETRYCOUNT = Bytes.of("RETRYCOUNT");
  private static final Bytes FORCE = Bytes.of("FORCE");
  private static final Bytes JUSTID = Bytes.of("JUSTID");
  private static final Bytes LASTID = Bytes.of("LASTID");

  private final Call call;
  private final Bytes key;
  private final StreamGroup group;
  private final List<Bytes> ids = new ArrayList<>();
  private @Nullable Pending like;

  GroupLog(Call call, Bytes key, StreamGroup group) {
    this.call = call;
    this.key = key;
    this.group = group;
  }

  /** The consumer of that name, who is seen now, and created if need be. */
  StreamConsumer consumer(Bytes name) {
    long present = call.present();
    StreamConsumer consumer = group.consumer(name);
    if (consumer == null) {
      consumer = group.createConsumer(name, present, StreamConsumer.NEVER_ACTIVE);
      call.keys().noted(key, "xgroup-createconsumer");
      call.logAs(XGROUP, CREATECONSUMER, key, group.name(), name);
    }
    consumer.seen(present);
    return consumer;
  }

  /** Notes that an entry was given to a consumer, or that it is no longer anybody's. */
  void claimed(Pending entry) {
    Pending last = like;
    boolean alike =
        last != null
            && last.consumer() == entry.consumer()
            && last.deliveryTime() == entry.deliveryTime()
            && last.deliveries() == entry.deliveries();
    if (!alike) {
      flush();
    }
    like = entry;
    ids.add(entry.id().text());
  }

  /** Notes where the group has come to, and all before. */
  void moved() {
    flush();
    call.keys().noted(key, null);
    Bytes read = Bytes.of(group.entriesRead());
    call.logAs(XGROUP, SETID, key, group.name(), group.lastId().text(), ENTRIESREAD, read);
  }

  /** Notes what was claimed, if anything. */
  void flush() {
    Pending last = like;
    if (last == null) {
      return;
    }
    List<Bytes> words = new ArrayList<>(ids.size() + 13);
    words.addAll(List.of(XCLAIM, key, group.name(), last.consumer().name(), ANY_IDLE_TIME));
    words.addAll(ids);
    words.addAll(List.of(TIME, Bytes.of(last.deliveryTime())));
    words.addAll(List.of(RETRYCOUNT, Bytes.of(last.deliveries())));
    words.addAll(List.of(FORCE, JUSTID, LASTID, group.lastId().text()));
    call.keys().noted(key, null);
    call.logAs(words.toArray(Bytes[]::new));
    ids.clear();
    like = null;
  }
}
