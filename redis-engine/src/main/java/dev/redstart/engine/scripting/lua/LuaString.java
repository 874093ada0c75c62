package dev.redstart.engine.scripting.lua;

import dev.redstart.engine.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An immutable string of bytes, equal by content. */
public final class LuaString implements Comparable<LuaString> {

  /** The empty string. */
  public static final LuaString EMPTY = new LuaString(new byte[0]);

  private static final Map<LuaString, LuaString> NAMES = new ConcurrentHashMap<>();

  final byte[] bytes;
  private int hash;
  private boolean hashed;

  /** The last {@link Census} that has counted this. */
  short census;

  private LuaString(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes over {@code bytes}: nobody may change them afterwards. */
  public static LuaString wrap(byte[] bytes) {
    return new LuaString(bytes);
  }

  /** The same bytes, shared. */
  public static LuaString of(Bytes bytes) {
    return new LuaString(bytes.shared());
  }

  /** The UTF-8 form of {@code text}. */
  public static LuaString of(String text) {
    return new LuaString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Each character of {@code text} as one byte. */
  public static LuaString latin(String text) {
    return new LuaString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * A name that many chunks use: what they spell so becomes the very same string, which is found
   * sooner. Libraries have their names from here, so there are few.
   */
  public static LuaString name(String text) {
    LuaString name = of(text);
    LuaString before = NAMES.putIfAbsent(name, name);
    return before == null ? name : before;
  }

  /** The known name that is equal to {@code text}, or {@code text}. */
  static LuaString known(LuaString text) {
    return NAMES.getOrDefault(text, text);
  }

  /** The number of bytes. */
  public int length() {
    return bytes.length;
  }

  /** The byte at {@code index}, as a number from 0 to 255. */
  public int at(int index) {
    return bytes[index] & 0xff;
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public LuaString slice(int from, int to) {
    if (from == 0 && to == bytes.length) {
      return this;
    }
    return from == to ? EMPTY : new LuaString(Arrays.copyOfRange(bytes, from, to));
  }

  /** The same bytes, shared. */
  public Bytes toBytes() {
    return Bytes.wrap(bytes);
  }

  /** The array itself, shared: whoever asks for it must never change it. */
  public byte[] shared() {
    return bytes;
  }

  /** The bytes up to the first zero: what a C library would see. */
  public LuaString untilZero() {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return slice(0, i);
      }
    }
    return this;
  }

  /** Each byte as one character. */
  public String toLatin() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** The hash of the reference implementation: the order in which pairs visits depends on it. */
  int hash() {
    if (!hashed) {
      int h = bytes.length;
      int step = (bytes.length >> 5) + 1;
      for (int i = bytes.length; i >= step; i -= step) {
        h ^= (h << 5) + (h >>> 2) + (bytes[i - 1] & 0xff);
      }
      hash = h;
      hashed = true;
    }
    return hash;
  }

  /** By bytes, as unsigned numbers. */
  @Override
  public int compareTo(LuaString other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  boolean same(LuaString other) {
    return bytes == other.bytes || (hash() == other.hash() && Arrays.equals(bytes, other.bytes));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof LuaString other && Arrays.equals(bytes, other.bytes);
  }

  @Override
  public int hashCode() {
    return hash();
  }

  /** The text, read as UTF-8. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
