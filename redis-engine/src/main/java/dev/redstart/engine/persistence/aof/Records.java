package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.spi.WriteListener.Write;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Commands in the form of the log, which is that of a request, one after the other. */
final class Records {

  private static final Bytes SELECT = Bytes.of("SELECT");
  private static final List<Bytes> MULTI = List.of(Bytes.of("MULTI"));
  private static final List<Bytes> EXEC = List.of(Bytes.of("EXEC"));
  private static final int LARGEST_KEPT = 1 << 20;
  private static final int FIRST = 256;

  private byte[] bytes = new byte[FIRST];
  private int length;

  /** The length of the MULTI that a group begins with. */
  private int opening;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Empties the buffer, and lets go of its memory where that is a lot. */
  void clear() {
    length = 0;
    opening = 0;
    if (bytes.length > LARGEST_KEPT) {
      bytes = new byte[FIRST];
    }
  }

  /** Adds what was written together, to be replayed as a whole: from its first database on. */
  void group(List<Write> writes) {
    if (writes.size() > 1) {
      command(MULTI);
      opening = length;
    }
    int database = writes.get(0).database();
    for (Write write : writes) {
      if (write.database() != database) {
        database = write.database();
        select(database);
      }
      command(write.command());
    }
    if (writes.size() > 1) {
      command(EXEC);
    }
  }

  void select(int database) {
    command(List.of(SELECT, Bytes.of(database)));
  }

  /** Adds a line that tells the time, in seconds since 1970. */
  void timestamp(long seconds) {
    text("#TS:");
    number(seconds);
    lineEnd();
  }

  void command(List<Bytes> words) {
    octet('*');
    number(words.size());
    lineEnd();
    for (Bytes word : words) {
      byte[] content = word.shared();
      octet('$');
      number(content.length);
      lineEnd();
      add(content, 0, content.length);
      lineEnd();
    }
  }

  /** Adds a {@link #group}. */
  void add(Records group) {
    add(group.bytes, 0, group.length);
  }

  /** Adds a {@link #group} whose first database is another one than that before it. */
  void add(Records group, int database) {
    add(group.bytes, 0, group.opening);
    select(database);
    add(group.bytes, group.opening, group.length);
  }

  private void add(byte[] source, int from, int to) {
    room(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
  }

  private void text(String ascii) {
    byte[] content = ascii.getBytes(StandardCharsets.ISO_8859_1);
    add(content, 0, content.length);
  }

  private void number(long number) {
    if (number >= 0 && number < 10) {
      octet((int) ('0' + number));
    } else {
      text(Long.toString(number));
    }
  }

  private void lineEnd() {
    room(2);
    bytes[length++] = '\r';
    bytes[length++] = '\n';
  }

  private void octet(int octet) {
    room(1);
    bytes[length++] = (byte) octet;
  }

  private void room(int count) {
    int needed = Math.addExact(length, count);
    if (needed > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
    }
  }
}
