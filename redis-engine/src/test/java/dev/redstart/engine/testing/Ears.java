package dev.redstart.engine.testing;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Hears the events on keys of an engine and of the oracle, and tells where they differ. */
final class Ears implements AutoCloseable {

  private static final String MARK = "__key_end__:";

  private final Session ours;
  private final Door theirs;
  private final Door bell;

  Ears(RedisEngine engine, Oracle oracle) {
    ours = engine.session();
    ours.execute("PSUBSCRIBE", "__keyspace@*");
    theirs = oracle.door(2);
    theirs.run("PSUBSCRIBE __key*");
    bell = oracle.door(2);
    difference();
  }

  /**
   * What one has told since the last question and the other has not; null where all is the same.
   */
  @Nullable String difference() {
    List<String> here = heardHere();
    List<String> there = heardThere();
    // Keys whose deadline has passed go at once here, and when they are found there.
    here.removeIf(event -> event.endsWith(" expired"));
    there.removeIf(event -> event.endsWith(" expired"));
    return here.equals(there) ? null : "events ours   " + here + "\nevents theirs " + there;
  }

  private List<String> heardHere() {
    List<String> events = new ArrayList<>();
    try {
      for (Reply.Push push = ours.nextMessage(0); push != null; push = ours.nextMessage(0)) {
        if ("pmessage".equals(push.items().get(0).asText())) {
          String channel = Objects.requireNonNull(push.items().get(2).asText());
          events.add(channel + " " + push.items().get(3).asText());
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return events;
  }

  private List<String> heardThere() {
    bell.run("PUBLISH " + MARK + " x");
    List<String> events = new ArrayList<>();
    while (true) {
      List<WireReply> items = theirs.receive(1).get(0).items();
      String channel = items.get(2).text().toString();
      if (channel.equals(MARK)) {
        return events;
      }
      if (items.get(0).text().toString().equals("pmessage")) {
        events.add(channel + " " + items.get(3).text());
      }
    }
  }

  @Override
  public void close() {
    ours.close();
    theirs.close();
    bell.close();
  }
}
