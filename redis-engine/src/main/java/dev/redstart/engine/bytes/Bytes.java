package dev.redstart.engine.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable byte string, equal by content. Keys, fields, members, values and arguments are all
 * of these, from the socket to the map.
 */
public final class Bytes implements Comparable<Bytes> {

  /** The empty string. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;

  /** Zero until asked for. Racing threads compute the same value. */
  private int hash;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** Takes over {@code array}: nobody may change it afterwards. */
  public static Bytes wrap(byte[] array) {
    return new Bytes(array);
  }

  /** As {@link #wrap(byte[])}, where the string's {@link #hash} is known already. */
  public static Bytes wrap(byte[] array, int hash) {
    Bytes bytes = new Bytes(array);
    bytes.hash = hash;
    return bytes;
  }

  /** A copy of {@code array}, which stays the caller's. */
  public static Bytes copyOf(byte[] array) {
    return new Bytes(array.clone());
  }

  /** The UTF-8 form of {@code text}. */
  public static Bytes of(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The decimal form of {@code number}. */
  public static Bytes of(long number) {
    return new Bytes(Ascii.decimal(number));
  }

  /** One after the other. */
  public static Bytes join(Bytes... parts) {
    int length = 0;
    for (Bytes part : parts) {
      length += part.array.length;
    }
    byte[] all = new byte[length];
    int end = 0;
    for (Bytes part : parts) {
      System.arraycopy(part.array, 0, all, end, part.array.length);
      end += part.array.length;
    }
    return new Bytes(all);
  }

  /** The number of bytes. */
  public int length() {
    return array.length;
  }

  /** True where there is no byte at all. */
  public boolean isEmpty() {
    return array.length == 0;
  }

  /** The byte at {@code index}. */
  public byte at(int index) {
    return array[index];
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public Bytes slice(int from, int to) {
    return from == 0 && to == array.length ? this : new Bytes(Arrays.copyOfRange(array, from, to));
  }

  /** A copy that the caller may change. */
  public byte[] toArray() {
    return array.clone();
  }

  /** The array itself, shared: whoever asks for it must never change it. */
  public byte[] shared() {
    return array;
  }

  /** True where this is {@code word}, an upper-case ASCII word, in any case. */
  public boolean is(String word) {
    return Ascii.equalsIgnoreCase(array, word);
  }

  /**
   * A well-mixed hash, seeded per process so that no client can choose keys that collide. Never
   * zero.
   */
  public int hash() {
    int h = hash;
    if (h == 0) {
      h = Hashing.of(array);
      hash = h;
    }
    return h;
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array, other.array);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Bytes other && Arrays.equals(array, other.array);
  }

  @Override
  public int hashCode() {
    return hash();
  }

  /** The text, read as UTF-8. */
  @Override
  public String toString() {
    return new String(array, StandardCharsets.UTF_8);
  }
}
