package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import dev.redstart.engine.spi.KeyspaceListener;
import dev.redstart.engine.spi.WriteListener.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Notes an engine's events and what it logs, for tests that run on one thread. */
public final class Recording implements Feature {

  private final List<String> events = new ArrayList<>();
  private final List<String> writes = new ArrayList<>();

  @Override
  public void install(Assembly engine) {
    engine.onWrite(group -> group.forEach(write -> writes.add(line(write))));
    engine.onKey(
        new KeyspaceListener() {
          @Override
          public boolean listens() {
            return true;
          }

          @Override
          public void happened(char eventClass, String event, int database, Bytes key) {
            if (eventClass != 'n') {
              events.add(eventClass + " " + event + " " + key);
            }
          }
        });
  }

  /** The events since the last question, {@code h hset key}, but for those of new keys. */
  public List<String> takeEvents() {
    List<String> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  /** What was logged since the last question, a command a line. */
  public List<String> takeWrites() {
    List<String> taken = List.copyOf(writes);
    writes.clear();
    return taken;
  }

  private static String line(Write write) {
    return write.command().stream().map(Bytes::toString).collect(Collectors.joining(" "));
  }
}
