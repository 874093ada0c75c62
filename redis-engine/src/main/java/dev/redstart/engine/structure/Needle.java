package dev.redstart.engine.structure;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import java.util.Arrays;

/** An element that is looked for among the entries of a listpack. */
final class Needle {

  /*
   * Most entries are told apart by their first byte, which holds a short text's length or a small number, and by their
   * last one: names that begin alike end in different letters or digits. Behind a text as long as the element the next
   * entry's place is known without adding up what was just read, for which the processor would have to wait: names are
   * often of one length, and then this makes a search twice as fast.
   */

  /** First bytes from here up to -1 tell of anything but a short text or a small number. */
  private static final byte SHORT_TEXTS_END = (byte) 0xc0;

  private static final int NEVER = 0x100;

  private final byte[] text;
  private final boolean isNumber;
  private final long number;

  /** The first byte of the element as a short text. */
  private final int textHead;

  /** The first byte of the element as a small number. */
  private final int numberHead;

  private final byte last;

  Needle(Bytes element) {
    text = element.shared();
    int length = text.length;
    isNumber = Ascii.isLong(text);
    number = isNumber ? Ascii.toLong(text) : 0;
    textHead = length < 64 ? (byte) (0x80 | length) : NEVER;
    numberHead = isNumber && number >= 0 && number <= 127 ? (int) number : NEVER;
    last = length == 0 ? (byte) textHead : text[length - 1];
  }

  /** True where the entry at {@code p} is the element, whichever way it is stored. */
  boolean isAt(byte[] b, int p) {
    int head = b[p];
    if (head == textHead) {
      return b[p + text.length] == last && isText(b, p + 1);
    }
    return head >= 0 ? head == numberHead : head >= SHORT_TEXTS_END && isAtLonger(b, p);
  }

  /** The position behind the entry at {@code from} and {@code skip} others. */
  int pass(byte[] b, int from, int behind, int skip) {
    int p = from + (b[from] == textHead ? text.length + 2 : ListpackFormat.span(b, from));
    for (int i = 0; i < skip && p < behind; i++) {
      p += ListpackFormat.span(b, p);
    }
    return p;
  }

  private boolean isAtLonger(byte[] b, int p) {
    return ListpackFormat.isText(b, p)
        ? ListpackFormat.textLength(b, p) == text.length
            && isText(b, ListpackFormat.textStart(b, p))
        : isNumber && ListpackFormat.number(b, p) == number;
  }

  private boolean isText(byte[] b, int from) {
    return Arrays.equals(b, from, from + text.length, text, 0, text.length);
  }
}
