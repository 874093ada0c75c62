package dev.redstart.engine.structure;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Decimals;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A list of short byte strings and integers packed into one array, in Redis' listpack format,
 * guarded by its owner's lock. Entries are named by positions, which are good until the next
 * change.
 */
public final class Listpack {

  /*
   * The array holds the entries only, with room before and behind them: what stands in front of the entries and behind
   * them in an image (total length, count, end mark) is written when an image is asked for. A change moves the shorter
   * side, hence pushing and popping at both ends is cheap. When the room on one side is used up, the entries move within
   * the array if a quarter of their size is free there, else into a new array with a quarter to spare; the other side
   * keeps its room up to half of what is free, so that pushes at both ends in turn don't move everything each time.
   *
   * Memory: 24 bytes (this) + 16 (array) + the entries: a text of up to 63 bytes takes 2 more than its length, a number
   * up to 127 takes 2, a long takes 10.
   */

  /** What {@link #first}, {@link #next} and the like return where there is no entry. */
  public static final int NONE = -1;

  private static final int SHORTEST = ListpackFormat.HEADER + 1;
  private static final int MANY = 0xffff;

  /** So many elements are compared each with each other; more are hashed. */
  private static final int FEW = 16;

  private static final byte[] NO_ENTRIES = new byte[0];

  private byte[] array;
  private int start;
  private int end;
  private int count;

  /** An empty list. */
  public Listpack() {
    array = NO_ENTRIES;
  }

  private Listpack(byte[] array, int start, int end, int count) {
    this.array = array;
    this.start = start;
    this.end = end;
    this.count = count;
  }

  /**
   * The list that {@code image} describes.
   *
   * @throws CorruptImageException where it isn't the image of a list in each detail
   */
  public static Listpack of(byte[] image) {
    int last = image.length - 1;
    if (image.length < SHORTEST
        || ListpackFormat.int32(image, 0) != image.length
        || image[last] != (byte) ListpackFormat.END) {
      throw new CorruptImageException("listpack frame");
    }
    int found = 0;
    int p = ListpackFormat.HEADER;
    while (p < last) {
      if (!ListpackFormat.isSound(image, p, last)) {
        throw new CorruptImageException("listpack entry");
      }
      p += ListpackFormat.span(image, p);
      found++;
    }
    int told = ListpackFormat.uint16(image, 4);
    if (told != MANY && told != found) {
      throw new CorruptImageException("listpack count");
    }
    byte[] entries = Arrays.copyOfRange(image, ListpackFormat.HEADER, last);
    return new Listpack(entries, 0, entries.length, found);
  }

  /** The image: the list in Redis' listpack format. */
  public byte[] toBytes() {
    byte[] image = new byte[byteSize()];
    ListpackFormat.putInt32(image, 0, image.length);
    ListpackFormat.putUint16(image, 4, Math.min(count, MANY));
    System.arraycopy(array, start, image, ListpackFormat.HEADER, end - start);
    image[image.length - 1] = (byte) ListpackFormat.END;
    return image;
  }

  /** A list with the same entries. */
  public Listpack copy() {
    return new Listpack(Arrays.copyOfRange(array, start, end), 0, end - start, count);
  }

  /** How many bytes {@code element} takes as an entry. */
  public static int entrySize(Bytes element) {
    return ListpackFormat.spanOf(element.shared());
  }

  /** The length of the image. */
  public int byteSize() {
    return end - start + SHORTEST;
  }

  /** About how many bytes of heap this takes. */
  public long heapBytes() {
    return 40L + array.length;
  }

  /** The number of entries. */
  public int size() {
    return count;
  }

  /** True where there is no entry. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** The position of the first entry. */
  public int first() {
    return start == end ? NONE : start;
  }

  /** The position of the last entry. */
  public int last() {
    return start == end ? NONE : ListpackFormat.before(array, end);
  }

  /** The position behind {@code p}. */
  public int next(int p) {
    int after = p + ListpackFormat.span(array, p);
    return after == end ? NONE : after;
  }

  /** The position before {@code p}. */
  public int prev(int p) {
    return p == start ? NONE : ListpackFormat.before(array, p);
  }

  /**
   * The position of the entry at {@code index}, counted from the end where it is negative (-1 is
   * the last).
   */
  public int seek(int index) {
    int wanted = index < 0 ? index + count : index;
    if (wanted < 0 || wanted >= count) {
      return NONE;
    }
    if (wanted <= count >> 1) {
      int p = start;
      for (int i = 0; i < wanted; i++) {
        p += ListpackFormat.span(array, p);
      }
      return p;
    }
    int p = end;
    for (int i = count; i > wanted; i--) {
      p = ListpackFormat.before(array, p);
    }
    return p;
  }

  /** The entry as text, whichever way it is stored. */
  public Bytes get(int p) {
    if (!ListpackFormat.isText(array, p)) {
      return Bytes.of(ListpackFormat.number(array, p));
    }
    int from = ListpackFormat.textStart(array, p);
    int to = from + ListpackFormat.textLength(array, p);
    return Bytes.wrap(Arrays.copyOfRange(array, from, to));
  }

  /** The length of {@link #get}. */
  public int length(int p) {
    return ListpackFormat.isText(array, p)
        ? ListpackFormat.textLength(array, p)
        : Ascii.decimalLength(ListpackFormat.number(array, p));
  }

  /** True where the entry is stored as a number. */
  public boolean isInteger(int p) {
    return !ListpackFormat.isText(array, p);
  }

  /** The number that is stored at {@code p}; only where {@link #isInteger} holds. */
  public long integer(int p) {
    return ListpackFormat.number(array, p);
  }

  /** The number that the entry's text is, with a fraction or not; NaN where it is none. */
  public double real(int p) {
    if (!ListpackFormat.isText(array, p)) {
      return ListpackFormat.number(array, p);
    }
    int from = ListpackFormat.textStart(array, p);
    return Decimals.parse(array, from, from + ListpackFormat.textLength(array, p));
  }

  /** True where the entry is {@code element}. */
  public boolean equalsAt(int p, Bytes element) {
    return new Needle(element).isAt(array, p);
  }

  /**
   * Compares the entry's text with {@code element}, byte by byte and unsigned: negative where the
   * entry is less.
   */
  public int compareAt(int p, Bytes element) {
    byte[] text = element.shared();
    if (!ListpackFormat.isText(array, p)) {
      return Arrays.compareUnsigned(Ascii.decimal(ListpackFormat.number(array, p)), text);
    }
    int from = ListpackFormat.textStart(array, p);
    int to = from + ListpackFormat.textLength(array, p);
    return Arrays.compareUnsigned(array, from, to, text, 0, text.length);
  }

  /**
   * The first position at or behind {@code from} that is {@code element}; {@code skip} entries are
   * left out after each.
   */
  public int find(Bytes element, int from, int skip) {
    Needle needle = new Needle(element);
    byte[] b = array;
    int behind = end;
    int p = from;
    while (p >= 0 && p < behind) {
      if (needle.isAt(b, p)) {
        return p;
      }
      p = needle.pass(b, p, behind, skip);
    }
    return NONE;
  }

  /**
   * How many entries stand before the first that is {@code element}; {@code skip} entries are left
   * out after each, and not counted.
   */
  public int indexOf(Bytes element, int skip) {
    Needle needle = new Needle(element);
    byte[] b = array;
    int behind = end;
    int p = start;
    for (int index = 0; p < behind; index++) {
      if (needle.isAt(b, p)) {
        return index;
      }
      p = needle.pass(b, p, behind, skip);
    }
    return NONE;
  }

  /**
   * True where an element is there twice; only every {@code stride}-th entry counts, beginning with
   * the first.
   */
  public boolean repeats(int stride) {
    return count <= stride * FEW ? repeatsOfFew(stride) : repeatsOfMany(stride);
  }

  private boolean repeatsOfFew(int stride) {
    for (int p = first(); p != NONE; p = skip(p, stride)) {
      if (find(get(p), skip(p, stride), stride - 1) != NONE) {
        return true;
      }
    }
    return false;
  }

  private boolean repeatsOfMany(int stride) {
    Set<Bytes> seen = new HashSet<>(2 * count / stride);
    for (int p = first(); p != NONE; p = skip(p, stride)) {
      if (!seen.add(get(p))) {
        return true;
      }
    }
    return false;
  }

  private int skip(int from, int entries) {
    int p = from;
    for (int i = 0; i < entries && p != NONE; i++) {
      p = next(p);
    }
    return p;
  }

  /** Visits the entries from first to last; {@code visitor} must not change this list. */
  public void forEach(Consumer<? super Bytes> visitor) {
    for (int p = first(); p != NONE; p = next(p)) {
      visitor.accept(get(p));
    }
  }

  /** Adds {@code element} behind the last entry. */
  public void append(Bytes element) {
    insertAt(end, element);
  }

  /** Adds {@code number} behind the last entry. */
  public void append(long number) {
    int at = open(end, 0, ListpackFormat.spanOf(number));
    ListpackFormat.write(array, at, number);
    count++;
  }

  /** Adds all entries of {@code other} behind the last one. */
  public void appendAll(Listpack other) {
    int length = other.end - other.start;
    byte[] source = other.array;
    int from = other.start;
    int added = other.count;
    int at = open(end, 0, length);
    System.arraycopy(source, from, array, at, length);
    count += added;
  }

  /** Adds {@code element} before the first entry. */
  public void prepend(Bytes element) {
    insertAt(start, element);
  }

  /** Adds {@code element} before the entry at {@code p} and returns its position. */
  public int insertBefore(int p, Bytes element) {
    return insertAt(p, element);
  }

  /** Adds {@code element} behind the entry at {@code p} and returns its position. */
  public int insertAfter(int p, Bytes element) {
    return insertAt(p + ListpackFormat.span(array, p), element);
  }

  /** Puts {@code element} in the place of the entry at {@code p} and returns its position. */
  public int replace(int p, Bytes element) {
    byte[] text = element.shared();
    int at = open(p, ListpackFormat.span(array, p), ListpackFormat.spanOf(text));
    ListpackFormat.write(array, at, text);
    return at;
  }

  /** Puts {@code number} in the place of the entry at {@code p} and returns its position. */
  public int replaceInteger(int p, long number) {
    int at = open(p, ListpackFormat.span(array, p), ListpackFormat.spanOf(number));
    ListpackFormat.write(array, at, number);
    return at;
  }

  /**
   * Moves the entries from {@code p} to the one before {@code q} to where {@code to} is now, NONE
   * for the end; returns their position.
   */
  public int move(int p, int q, int to) {
    int behind = q == NONE ? end : q;
    int target = to == NONE ? end : to;
    byte[] moved = Arrays.copyOfRange(array, p, behind);
    int at = target;
    if (target > p) {
      System.arraycopy(array, behind, array, p, target - behind);
      at -= moved.length;
    } else {
      System.arraycopy(array, target, array, target + moved.length, p - target);
    }
    System.arraycopy(moved, 0, array, at, moved.length);
    return at;
  }

  /** Removes the entry at {@code p} and returns the position of the one behind it. */
  public int delete(int p) {
    int at = open(p, ListpackFormat.span(array, p), 0);
    count--;
    return at == end ? NONE : at;
  }

  /**
   * Removes up to {@code number} entries from {@code index} on, which counts from the end where it
   * is negative.
   */
  public void deleteRange(int index, int number) {
    int from = seek(index);
    if (from == NONE || number <= 0) {
      return;
    }
    int to = from;
    int gone = 0;
    while (gone < number && to < end) {
      to += ListpackFormat.span(array, to);
      gone++;
    }
    open(from, to - from, 0);
    count -= gone;
  }

  /** Removes the entries from {@code index} on and returns them as a list of their own. */
  public Listpack split(int index) {
    int from = seek(index);
    if (from == NONE) {
      return new Listpack();
    }
    int kept = index < 0 ? index + count : index;
    byte[] entries = Arrays.copyOfRange(array, from, end);
    Listpack tail = new Listpack(entries, 0, entries.length, count - kept);
    open(from, end - from, 0);
    count = kept;
    return tail;
  }

  /** Removes all entries. */
  public void clear() {
    array = NO_ENTRIES;
    start = 0;
    end = 0;
    count = 0;
  }

  private int insertAt(int p, Bytes element) {
    byte[] text = element.shared();
    int at = open(p, 0, ListpackFormat.spanOf(text));
    ListpackFormat.write(array, at, text);
    count++;
    return at;
  }

  /**
   * Makes the {@code old} bytes at {@code p} into {@code fresh} bytes of any content; returns where
   * they are now.
   */
  private int open(int p, int old, int fresh) {
    int more = fresh - old;
    if (more == 0) {
      return p;
    }
    boolean front = p - start < end - p - old;
    if (more > (front ? start : array.length - end)) {
      int offset = p - start;
      makeRoom(front, more);
      return open(start + offset, old, fresh);
    }
    int at = p;
    if (front) {
      System.arraycopy(array, start, array, start - more, p - start);
      start -= more;
      at = p - more;
    } else {
      System.arraycopy(array, p + old, array, p + fresh, end - p - old);
      end += more;
    }
    if (more < 0 && array.length > 2 * (end - start) + 64) {
      int offset = at - start;
      move(front, 0, (end - start) >> 2);
      at = start + offset;
    }
    return at;
  }

  /** Gets at least {@code more} bytes of room at one end. */
  private void makeRoom(boolean front, int more) {
    int wanted = Math.addExact(more, (end - start) >> 2);
    move(front, more, Math.max(array.length - (end - start), wanted));
  }

  /**
   * Moves the entries so that {@code spare} bytes are free, at least {@code more} and most of them
   * at one end.
   */
  private void move(boolean front, int more, int spare) {
    int used = end - start;
    int other = Math.min(front ? array.length - end : start, (spare - more) >> 1);
    int capacity = (Math.addExact(used, spare) + 7) & -8;
    byte[] target = capacity == array.length ? array : new byte[capacity];
    int from = front ? capacity - other - used : other;
    System.arraycopy(array, start, target, from, used);
    array = target;
    start = from;
    end = from + used;
  }
}
