package dev.redstart.engine.scripting.lua;

import java.util.Arrays;

/** Bytes that a native function puts together, counted and within limits. */
public final class Buffer {

  /** No string may be longer. */
  private static final long MAX = 512L << 20;

  private final LuaState state;
  private byte[] bytes = new byte[64];
  private int length;

  public Buffer(LuaState state) {
    this.state = state;
  }

  /** An array of {@code length} bytes, if a string may have as many. */
  static byte[] allocate(LuaState state, long length) {
    if (length > MAX) {
      throw LuaError.at("string length overflow");
    }
    state.memory().charge(length + 40);
    return new byte[(int) length];
  }

  /** The number of bytes so far. */
  public int length() {
    return length;
  }

  /** Appends one byte. */
  public Buffer add(int octet) {
    room(1);
    bytes[length++] = (byte) octet;
    return this;
  }

  /** Appends all bytes of {@code text}. */
  public Buffer add(LuaString text) {
    return add(text.bytes, 0, text.length());
  }

  /** Appends each character as one byte. */
  public Buffer add(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  /** Appends some of {@code source}. */
  public Buffer add(byte[] source, int from, int to) {
    room(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
    return this;
  }

  private void room(int more) {
    long needed = (long) length + more;
    if (needed > bytes.length) {
      if (needed > MAX) {
        throw LuaError.at("string length overflow");
      }
      int size = (int) Math.min(MAX, Math.max(needed, 2L * bytes.length));
      state.memory().charge(size - bytes.length);
      bytes = Arrays.copyOf(bytes, size);
    }
  }

  /** What was put together. */
  public LuaString toText() {
    return length == 0 ? LuaString.EMPTY : LuaString.wrap(Arrays.copyOf(bytes, length));
  }
}
