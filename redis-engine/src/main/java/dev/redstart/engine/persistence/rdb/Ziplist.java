package dev.redstart.engine.persistence.rdb;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Listpack;
import dev.redstart.engine.value.CorruptValueException;
import java.util.Arrays;

/** Reads ziplists, which were Redis' packed lists before there were listpacks. */
final class Ziplist {

  /*
   * A ziplist is its length, the offset of its last entry (four bytes each) and the number of its entries (two bytes), all
   * little-endian; then the entries; then ff. An entry is the length of the one before it (one byte, or fe and four),
   * then
   *
   *   00llllll                  l bytes
   *   01llllll llllllll         l bytes
   *   80, four bytes            as many bytes, big-endian for once
   *   c0 d0 f0 fe e0            a number of 2, 4, 3, 1, 8 bytes, little-endian
   *   f1 to fd                  the numbers 0 to 12
   */

  private static final int HEADER = 10;
  private static final int END = 0xff;
  private static final int LONG_PREVIOUS = 0xfe;
  private static final int MANY = 0xffff;

  private final byte[] image;
  private final int last;
  private final Listpack out = new Listpack();
  private int at = HEADER;
  private int count;

  private Ziplist(byte[] image) {
    this.image = image;
    this.last = image.length - 1;
  }

  /**
   * The entries of the ziplist in {@code image}.
   *
   * @throws CorruptValueException where it isn't one in each detail
   */
  static Listpack toListpack(byte[] image) {
    return new Ziplist(image).read();
  }

  private Listpack read() {
    require(image.length > HEADER && (image[last] & 0xff) == END && little(0, 4) == image.length);
    int start = at;
    int previous = 0;
    while (at < last) {
      start = at;
      require(previousLength() == previous);
      entry();
      previous = at - start;
      count++;
    }
    long told = little(8, 2);
    require(little(4, 4) == start && (told == MANY || told == count));
    return out;
  }

  private long previousLength() {
    int first = octet();
    if (first != LONG_PREVIOUS) {
      return first;
    }
    return little(take(Integer.BYTES), Integer.BYTES);
  }

  private void entry() {
    int first = octet();
    switch (first >> 6) {
      case 0 -> text(first);
      case 1 -> text((first & 63) << 8 | octet());
      case 2 -> {
        require(first == 0x80);
        int from = take(Integer.BYTES);
        text(Integer.toUnsignedLong(Integer.reverseBytes((int) little(from, Integer.BYTES))));
      }
      default -> number(first);
    }
  }

  private void text(long length) {
    require(length <= last - at);
    int from = take((int) length);
    out.append(Bytes.wrap(Arrays.copyOfRange(image, from, at)));
  }

  private void number(int first) {
    int width =
        switch (first) {
          case 0xc0 -> 2;
          case 0xd0 -> 4;
          case 0xe0 -> 8;
          case 0xf0 -> 3;
          case 0xfe -> 1;
          default -> 0;
        };
    if (width == 0) {
      require(first > 0xf0 && first < 0xfe);
      out.append(Bytes.of((first & 15) - 1L));
      return;
    }
    int shift = Long.SIZE - 8 * width;
    out.append(Bytes.of(little(take(width), width) << shift >> shift));
  }

  private int octet() {
    return image[take(1)] & 0xff;
  }

  /** Goes on by {@code length} bytes, which must be there; returns where they start. */
  private int take(int length) {
    require(length <= last - at);
    int from = at;
    at += length;
    return from;
  }

  private long little(int from, int width) {
    long number = 0;
    for (int i = width - 1; i >= 0; i--) {
      number = number << 8 | (image[from + i] & 0xff);
    }
    return number;
  }

  private static void require(boolean sound) {
    if (!sound) {
      throw new CorruptValueException("ziplist that is damaged");
    }
  }
}
