package dev.redstart.engine.types.string;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Dictionary;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Text;
import dev.redstart.engine.value.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a string key holds: a whole number, or bytes. Guarded by the lock of its key's shard.
 *
 * <p>Bytes that were handed out are never changed: a change after {@link #bytes()} copies them
 * first.
 */
public final class StringValue implements Text {

  /*
   * Strings are what most keys hold, so the forms share two fields instead of having a class each:
   *
   *   array null       a whole number, `number`
   *   number FIXED     all of `array`, which others may have too, as it was set
   *   number OWN       all of `array`, which nobody else has, as it was set
   *   number <= RAW    all of `array`, which others may have too, for a string that was changed in place before
   *   number >= 0      the first `number` bytes of `array`, which nobody else has: to be changed in place. What follows
   *                    them in the array is zero.
   *
   * A short string that is set again and again to others of its length gets an array of its own, and is written over
   * there. Else each SET would store a reference from an old object to a new one, which every collector has to find again
   * (G1 at once, by threads of its own, at half the price of the whole SET), and let the former array die old.
   *
   * Reading lets go of that room, and a reader can't tell the shard that the value takes less now. So by how many bytes
   * `number` lies below RAW the value is said to take more, until it is changed again.
   */

  /** The type of all of these. */
  public static final DataType<StringValue> STRING =
      new DataType<>("string", StringValue.class, () -> new StringValue(new byte[0], 0));

  /** Strings that Redis allocates together with their header are called embstr, longer ones raw. */
  private static final int LONGEST_EMBEDDED = 44;

  private static final int FIXED = -1;
  private static final int OWN = -2;
  private static final int RAW = -3;

  /** Growing strings get as much room again, but beyond this an eighth only. */
  private static final int MUCH_ROOM = 1 << 20;

  private byte @Nullable [] array;
  private long number;

  private StringValue(byte @Nullable [] array, long number) {
    this.array = array;
    this.number = number;
  }

  /** A string as it is set: kept as a number where its text is the only one of that number. */
  public static StringValue of(Bytes text) {
    byte[] shared = text.shared();
    return Ascii.isLong(shared)
        ? new StringValue(null, Ascii.toLong(shared))
        : new StringValue(shared, FIXED);
  }

  /** A whole number. */
  public static StringValue of(long number) {
    return new StringValue(null, number);
  }

  /** A string that is kept as text whatever it says. */
  public static StringValue text(Bytes text) {
    return new StringValue(text.shared(), FIXED);
  }

  /** A string of which the encoding is raw, however short it is. */
  public static StringValue raw(Bytes text) {
    return new StringValue(text.shared(), RAW);
  }

  @Override
  public DataType<StringValue> type() {
    return STRING;
  }

  /** Never: an empty string is a value as any other. */
  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public String encoding() {
    byte[] a = array;
    if (a == null) {
      return "int";
    }
    return number == OWN || (number == FIXED && a.length <= LONGEST_EMBEDDED) ? "embstr" : "raw";
  }

  @Override
  public long heapBytes() {
    byte[] bytes = array;
    if (bytes == null) {
      return 24;
    }
    return 24 + Dictionary.heapBytes(bytes) + (number < RAW ? RAW - number : 0);
  }

  @Override
  public StringValue copy() {
    byte[] a = array;
    if (a == null) {
      return new StringValue(null, number);
    }
    if (number == OWN) {
      return new StringValue(a.clone(), FIXED);
    }
    return number < 0
        ? new StringValue(a, Math.max(number, RAW))
        : new StringValue(Arrays.copyOf(a, (int) number), RAW);
  }

  @Override
  public boolean takeOver(Value other) {
    if (!(other instanceof StringValue text)) {
      return false;
    }
    byte[] ours = array;
    byte[] theirs = text.array;
    if (theirs == null) {
      array = null;
      number = text.number;
      return true;
    }
    boolean bothAsSet = text.number == FIXED && (number == FIXED || number == OWN);
    if (ours == null
        || !bothAsSet
        || ours.length != theirs.length
        || ours.length > LONGEST_EMBEDDED) {
      return false;
    }
    if (number == OWN) {
      System.arraycopy(theirs, 0, ours, 0, theirs.length);
    } else {
      array = theirs.clone();
      number = OWN;
    }
    return true;
  }

  /** The length of the string in bytes. */
  public int length() {
    byte[] a = array;
    if (a == null) {
      return Ascii.decimalLength(number);
    }
    return number < 0 ? a.length : (int) number;
  }

  @Override
  public Bytes bytes() {
    byte[] a = array;
    if (a == null) {
      return Bytes.of(number);
    }
    if (number == OWN) {
      return Bytes.copyOf(a);
    }
    if (number >= 0) {
      byte[] exact = a.length == number ? a : Arrays.copyOf(a, (int) number);
      number = RAW - (Dictionary.heapBytes(a) - Dictionary.heapBytes(exact));
      array = exact;
      return Bytes.wrap(exact);
    }
    return Bytes.wrap(a);
  }

  /**
   * The string in the first {@link #length()} bytes of an array, to be read at once: not to be
   * changed, kept or handed on.
   */
  public byte[] peek() {
    byte[] a = array;
    return a == null ? Ascii.decimal(number) : a;
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public Bytes slice(int from, int to) {
    if (from == 0 && to == length()) {
      return bytes();
    }
    return Bytes.wrap(Arrays.copyOfRange(peek(), from, to));
  }

  /** True where the string is a whole number of 64 bits in the only form that Redis takes. */
  public boolean isNumber() {
    byte[] a = array;
    if (a == null) {
      return true;
    }
    return length() <= 20 && Ascii.isLong(number < 0 ? a : Arrays.copyOf(a, (int) number));
  }

  /** The number that the string is; only where {@link #isNumber} holds. */
  public long number() {
    byte[] a = array;
    return a == null ? number : Ascii.toLong(bytes().shared());
  }

  /** Makes the string a number. */
  public void set(long newNumber) {
    array = null;
    number = newNumber;
  }

  /** Makes the string a text, kept as text whatever it says. */
  public void set(Bytes text) {
    array = text.shared();
    number = FIXED;
  }

  /**
   * An array to change the string in: its first {@code length} bytes are the string afterwards,
   * filled with zeros where it was shorter. Valid until the next call of any method.
   *
   * @param length what the string shall be long at least; it never gets shorter
   */
  public byte[] writable(int length) {
    int before = length();
    int after = Math.max(before, length);
    byte[] a = peek();
    boolean owned = array != null && number >= 0;
    if (!owned || a.length < after) {
      a = Arrays.copyOf(a, owned && before > 0 ? roomFor(after) : after);
    }
    array = a;
    number = after;
    return a;
  }

  /** Cuts the string off behind {@code length} bytes, which it has. */
  public void cut(int length) {
    byte[] a = writable(length);
    Arrays.fill(a, length, (int) number, (byte) 0);
    number = length;
  }

  /** Writes {@code text} at {@code offset}, with zeros before it where the string is shorter. */
  public void write(int offset, Bytes text) {
    byte[] a = writable(offset + text.length());
    System.arraycopy(text.shared(), 0, a, offset, text.length());
  }

  /** Strings that grow again get room to grow, so that many short appends cost little. */
  private static int roomFor(int length) {
    int room = Math.min(length, Math.max(MUCH_ROOM, length >> 3));
    return (int) Math.min((long) length + room, Integer.MAX_VALUE - 8);
  }
}
