package dev.redstart.engine.value;

import dev.redstart.engine.bytes.Bytes;

/** Takes the parts of a value one after the other, in the order that its {@link Shape} has. */
public interface ValueWriter {

  /** How many of something follow; or any number that isn't negative. */
  void number(long number);

  /** A byte string, which may be the image of a packed structure. */
  void text(Bytes text);

  /** A real number. */
  void real(double number);

  /** A moment, in milliseconds since 1970. */
  void moment(long millis);

  /** Bytes whose number both sides know. */
  void fixed(byte[] bytes);
}
