package dev.redstart.engine.persistence.rdb;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Listpack;
import dev.redstart.engine.value.CorruptValueException;
import java.util.Arrays;

/** Reads zipmaps, which were Redis' small hashes before 2.6. */
final class Zipmap {

  /*
   * A zipmap is a byte with the number of fields (254 and more: to be counted), then fields and values in turn, each behind
   * its length (one byte, or fe and four little-endian ones), a value behind one more byte too: how many bytes behind it
   * are unused. At the end stands ff.
   */

  private static final int END = 0xff;
  private static final int LONG = 0xfe;

  private final byte[] image;
  private int at = 1;

  private Zipmap(byte[] image) {
    this.image = image;
  }

  /**
   * The fields and values of the zipmap in {@code image}.
   *
   * @throws CorruptValueException where it isn't one in each detail
   */
  static Listpack toListpack(byte[] image) {
    return new Zipmap(image).read();
  }

  private Listpack read() {
    require(image.length > 1);
    Listpack out = new Listpack();
    int fields = 0;
    int length = length();
    while (length >= 0) {
      out.append(text(length));
      int valueLength = length();
      require(valueLength >= 0);
      int unused = octet();
      out.append(text(valueLength));
      require(unused < image.length - at);
      at += unused;
      fields++;
      length = length();
    }
    int told = image[0] & 0xff;
    require(at == image.length && (told >= LONG || told == fields));
    return out;
  }

  /** A length, or -1 at the end. */
  private int length() {
    int first = octet();
    if (first == END) {
      return -1;
    }
    if (first < LONG) {
      return first;
    }
    int length = octet() | octet() << 8 | octet() << 16 | octet() << 24;
    require(length >= 0);
    return length;
  }

  private Bytes text(int length) {
    require(length <= image.length - at);
    at += length;
    return Bytes.wrap(Arrays.copyOfRange(image, at - length, at));
  }

  private int octet() {
    require(at < image.length);
    return image[at++] & 0xff;
  }

  private static void require(boolean sound) {
    if (!sound) {
      throw new CorruptValueException("zipmap that is damaged");
    }
  }
}
