package dev.redstart.engine.types.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.structure.CorruptImageException;
import dev.redstart.engine.structure.Listpack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream against a sorted map, and its images. */
class StreamValueTest {

  private static final int STEPS = 5000;

  private final StreamValue stream = new StreamValue();
  private final TreeMap<StreamId, List<Bytes>> model = new TreeMap<>();

  private static StreamLimits limits(int entries, int bytes) {
    return StreamLimits.declare(
        new Settings(
            Map.of("stream-node-max-entries", "" + entries, "stream-node-max-bytes", "" + bytes)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 100})
  void holdsWhatASortedMapHolds(int entries) {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    StreamLimits limits = limits(entries, 2000);
    try {
      for (int i = 0; i < STEPS; i++) {
        step(random, limits);
        if (i % 50 == 0) {
          check(stream, random);
          check(stream.copy(), random);
          check(restored(stream), random);
        }
      }
    } catch (AssertionError e) {
      throw new AssertionError("-Dseed=" + seed + ": " + e.getMessage(), e);
    }
  }

  private void step(Random random, StreamLimits limits) {
    int what = random.nextInt(20);
    if (what < 12) {
      append(random, limits);
    } else if (what < 18 && !model.isEmpty()) {
      StreamId id = model.ceilingKey(someId(random));
      if (id != null) {
        assertThat(stream.delete(id)).isTrue();
        model.remove(id);
      }
    } else if (what == 18) {
      assertThat(stream.delete(new StreamId(-5, 0))).isFalse();
    } else if (random.nextInt(20) == 0) {
      trim(random);
    }
  }

  private void append(Random random, StreamLimits limits) {
    StreamId last = stream.lastId();
    StreamId id =
        random.nextBoolean()
            ? last.next()
            : new StreamId(last.millis() + 1 + random.nextInt(1 << random.nextInt(30)), 7);
    List<Bytes> content = new ArrayList<>();
    int fields = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 2;
    for (int i = 0; i < fields; i++) {
      content.add(Bytes.of("f" + i));
      content.add(Bytes.of(random.nextBoolean() ? "v".repeat(random.nextInt(40)) : "" + i));
    }
    stream.append(id, content, limits);
    model.put(id, content);
  }

  private StreamId someId(Random random) {
    long most = stream.lastId().millis() + 1;
    return new StreamId((long) (random.nextDouble() * most), random.nextInt(10));
  }

  private void trim(Random random) {
    StreamId id = someId(random);
    int length = random.nextInt(model.size() + 1);
    if (random.nextBoolean()) {
      new Trimming(0, id, true, false, 0, References.KEEPREF).run(stream);
      model.headMap(id).clear();
    } else {
      new Trimming(length, StreamId.ZERO, false, false, 0, References.KEEPREF).run(stream);
      while (model.size() > length) {
        model.pollFirstEntry();
      }
    }
  }

  private void check(StreamValue checked, Random random) {
    assertThat(checked.length()).isEqualTo(model.size());
    assertThat(checked.firstId()).isEqualTo(model.isEmpty() ? StreamId.ZERO : model.firstKey());
    StreamId from = random.nextBoolean() ? StreamId.ZERO : someId(random);
    StreamId to = random.nextBoolean() ? StreamId.MAX : someId(random);
    TreeMap<StreamId, List<Bytes>> wanted = new TreeMap<>();
    if (!from.isAfter(to)) {
      wanted.putAll(model.subMap(from, true, to, true));
    }
    assertThat(walk(checked.up(from, to))).isEqualTo(List.copyOf(wanted.entrySet()).toString());
    assertThat(walk(checked.down(from, to)))
        .isEqualTo(List.copyOf(wanted.descendingMap().entrySet()).toString());
  }

  private static String walk(StreamCursor cursor) {
    List<String> found = new ArrayList<>();
    while (cursor.next()) {
      found.add(cursor.id() + "=" + cursor.content());
    }
    return found.toString();
  }

  private static StreamValue restored(StreamValue stream) {
    StreamValue restored = new StreamValue();
    for (StreamNode node : stream.nodes()) {
      restored.restoreNode(node.id(), node.toBytes());
    }
    restored.restoreCounters(stream.lastId(), stream.maxDeletedId(), stream.entriesAdded());
    return restored;
  }

  @Test
  void nodesAreThoseOfRedis() {
    stream.append(new StreamId(5, 1), List.of(Bytes.of("f"), Bytes.of("v")), limits(100, 4096));
    stream.append(new StreamId(6, 0), List.of(Bytes.of("g"), Bytes.of("7")), limits(100, 4096));
    List<String> elements = new ArrayList<>();
    Listpack.of(stream.nodes().iterator().next().toBytes()).forEach(e -> elements.add(e + ""));
    assertThat(elements)
        .containsExactly(
            "2", "0", "1", "f", "0", "2", "0", "0", "v", "4", "0", "1", "-1", "1", "g", "7", "6");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    StreamLimits limits = limits(100, 4096);
    for (int i = 0; i < 30; i++) {
      append(random, limits);
    }
    stream.delete(model.firstKey());
    StreamNode node = stream.nodes().iterator().next();
    byte[] image = node.toBytes();
    for (int i = 0; i < 20_000; i++) {
      byte[] spoilt = image.clone();
      spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        StreamValue restored = new StreamValue();
        restored.restoreNode(node.id(), spoilt);
        restored.restoreCounters(StreamId.MAX, StreamId.ZERO, 30);
        walk(restored.up(StreamId.ZERO, StreamId.MAX));
        walk(restored.down(StreamId.ZERO, StreamId.MAX));
      } catch (CorruptImageException e) {
        assertThat(e).as("-Dseed=%d", seed).hasMessageContaining(" ");
      }
    }
    StreamValue restored = new StreamValue();
    restored.restoreNode(node.id(), image);
    assertThatThrownBy(() -> restored.restoreNode(node.id(), image))
        .isInstanceOf(CorruptImageException.class);
    assertThatThrownBy(() -> restored.restoreCounters(StreamId.ZERO, StreamId.ZERO, 1))
        .isInstanceOf(CorruptImageException.class);
  }

  @Test
  void smallEntriesTakeFewBytes() {
    StreamLimits limits = limits(100, 4096);
    for (int i = 0; i < 10_000; i++) {
      List<Bytes> content =
          List.of(
              Bytes.of("sensor"), Bytes.of("s" + i % 1000), Bytes.of("t"), Bytes.of("" + i % 50));
      stream.append(new StreamId(1_700_000_000_000L + i, 0), content, limits);
    }
    assertThat(stream.heapBytes()).isLessThan(20 * 10_000);
  }
}
