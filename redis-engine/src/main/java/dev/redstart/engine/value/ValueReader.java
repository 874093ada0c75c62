package dev.redstart.engine.value;

import dev.redstart.engine.bytes.Bytes;

/**
 * Hands over the parts of a saved value one after the other. What it gives came from outside: a
 * codec takes nothing for granted that it hasn't checked, and says {@link CorruptValueException}.
 * Each method throws that itself where the parts end too early.
 */
public interface ValueReader {

  /** Which parts follow each other. */
  Shape shape();

  /**
   * How many of something follow. Never more than there can be in what is left to read, so that it
   * may decide how much room is made.
   */
  int count();

  /** Any number; one that is negative stands for more than 63 bits. */
  long number();

  /** A byte string. */
  Bytes text();

  /** A real number, infinite or none at all as it may be. */
  double real();

  /** A moment, in milliseconds since 1970. */
  long moment();

  /** {@code length} bytes, of which both sides know how many they are. */
  byte[] fixed(int length);
}
