package dev.redstart.engine.persistence;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A file in memory, of any size. */
final class Image extends OutputStream {

  private final List<byte[]> pieces = new ArrayList<>();
  private long length;

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    pieces.add(Arrays.copyOfRange(bytes, from, from + count));
    length += count;
  }

  /** Puts bytes in the place of the first ones. */
  void begin(byte[] bytes) {
    System.arraycopy(bytes, 0, pieces.get(0), 0, bytes.length);
  }

  long length() {
    return length;
  }

  InputStream read() {
    List<InputStream> streams = new ArrayList<>(pieces.size());
    pieces.forEach(piece -> streams.add(new ByteArrayInputStream(piece)));
    return new SequenceInputStream(Collections.enumeration(streams));
  }
}
