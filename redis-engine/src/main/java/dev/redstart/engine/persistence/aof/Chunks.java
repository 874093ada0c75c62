package dev.redstart.engine.persistence.aof;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What is to be added to increments, in their order. Guarded by the log. */
final class Chunks {

  /** A chunk is full that has so many bytes: growing larger ones takes long. */
  private static final int FULL = 1 << 20;

  private final Deque<Chunk> chunks = new ArrayDeque<>();

  /** Bytes for one increment. */
  record Chunk(long sequence, Records records) {}

  /** Where bytes for that increment are to be added. */
  Records open(long sequence) {
    Chunk last = chunks.peekLast();
    return last == null || last.sequence != sequence || last.records.length() > FULL
        ? begin(sequence)
        : last.records;
  }

  /** Begins a chunk for that increment. */
  Records begin(long sequence) {
    Records records = new Records();
    chunks.add(new Chunk(sequence, records));
    return records;
  }

  boolean isEmpty() {
    return chunks.isEmpty();
  }

  /** Takes out the first one; null where there is none. */
  @Nullable Chunk poll() {
    return chunks.poll();
  }
}
