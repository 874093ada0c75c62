package dev.redstart.engine.server;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.QuotedWords;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what one client sends into requests, however the network has cut it. Belongs to the
 * connection's event loop.
 */
final class RespDecoder {

  /*
   * Bytes are copied once from the network's buffer into an array, and looked at there: plain array accesses are what the
   * JIT compiles best. That array is the event loop's own as long as nothing is left over at the end of a turn, which is
   * the rule; what is left over moves to an array of this connection. So an idle connection holds no buffer.
   *
   * Memory follows the bytes that have arrived, never a length that was announced: the array of arguments and that of a
   * long argument grow by doubling.
   */

  private static final int LONGEST_LINE = 64 << 10;
  private static final int LONG = 16 << 10;
  private static final int FIRST_ARGUMENTS = 64;
  private static final int LONGEST_NAME = 64;

  /** A request of at most so many arguments, each with a length of so many digits, is short. */
  private static final int FEW = 64;

  private static final int FEW_DIGITS = 4;
  private static final int FEW_BYTES = 9_999;

  /** What an argument costs beyond its bytes. */
  private static final int ARGUMENT_COST = 40;

  private static final int NO_NUMBER = -1;
  private static final byte[] NOTHING = {};
  private static final Bytes[] NO_ARGUMENTS = {};

  private final RequestLimits limits;

  private byte[] data = NOTHING;
  private boolean borrowed;
  private int at;
  private int end;

  /** Where {@link #nextShort} reads. */
  private int ahead;

  /** How many bytes behind {@link #at} are known not to end the line. */
  private int looked;

  /** Arguments of the request that are still to come; 0 between requests. */
  private int missing;

  private Bytes[] args = NO_ARGUMENTS;
  private int argc;
  private long argBytes;

  /** A long argument of which a part has arrived. */
  private byte @Nullable [] partial;

  private int partialFilled;
  private int length = NO_NUMBER;

  /** The name of the last command: most clients send the same again. */
  private Bytes lastName = Bytes.EMPTY;

  private boolean inline;

  RespDecoder(RequestLimits limits) {
    this.limits = limits;
  }

  /**
   * Takes what has arrived.
   *
   * @param scratch the event loop's own array, borrowed until {@link #rest}
   */
  void feed(ByteBuf in, byte[] scratch) {
    if (partial != null && at == end) {
      fillPartial(in);
    }
    int count = in.readableBytes();
    if (count == 0) {
      return;
    }
    if (at == end) {
      borrowed = count <= scratch.length;
      data = borrowed ? scratch : new byte[count];
      at = 0;
      end = 0;
    } else {
      makeRoom(count);
    }
    in.readBytes(data, end, count);
    end += count;
  }

  /** Ends the turn: gives the event loop's array back. */
  void rest() {
    int left = end - at;
    if (left == 0) {
      data = NOTHING;
    } else if (borrowed || left < data.length / 4) {
      data = Arrays.copyOfRange(data, at, end);
    } else {
      return;
    }
    borrowed = false;
    at = 0;
    end = left;
  }

  /** The next request, null where it has not arrived yet. Never an empty one. */
  Bytes @Nullable [] next() throws ProtocolException {
    while (true) {
      if (missing > 0) {
        return nextArguments();
      }
      if (at == end) {
        return null;
      }
      Bytes[] request = nextShort();
      if (request != null) {
        return request;
      }
      if (data[at] != '*') {
        Bytes[] words = nextInline();
        if (words == null || words.length > 0) {
          return words;
        }
      } else if (!readCount()) {
        return null;
      }
    }
  }

  /** True where the last request was no array but a line. */
  boolean inline() {
    return inline;
  }

  /** How many bytes are held that have not become a request yet. */
  long held() {
    return unread() + argBytes;
  }

  /* Any thread may ask for these, and may see them a little late. */

  /** How many bytes have become nothing yet. */
  long unread() {
    return (long) Math.max(0, end - at) + partialFilled;
  }

  /** How many bytes more the buffers take, beyond what is held and the event loop's own. */
  long spare() {
    byte @Nullable [] begun = partial;
    int forPartial = begun == null ? 0 : begun.length - partialFilled;
    return Math.max(0, (borrowed ? 0 : data.length - end) + forPartial);
  }

  /** What the arguments take that a part of a request has become. */
  long arguments() {
    return argBytes;
  }

  private void makeRoom(int count) {
    if (data.length - end >= count) {
      return;
    }
    int left = end - at;
    boolean fits = data.length - left >= count;
    byte[] target =
        fits ? data : new byte[Math.max(left + count, Math.min(left * 2, left + (1 << 20)))];
    System.arraycopy(data, at, target, 0, left);
    data = target;
    at = 0;
    end = left;
  }

  /**
   * The next request where it is short, without fault and here as a whole, as nearly all are; null
   * where it isn't, and then nothing of it was taken. There is no need to note in this object, with
   * each argument, how far one has come: such notes took half of the decoder's time.
   */
  private Bytes @Nullable [] nextShort() {
    ahead = at;
    int count = fewAhead('*');
    if (count <= 0 || count > FEW || !limits.allowEach(FEW_BYTES)) {
      return null;
    }
    Bytes[] request = new Bytes[count];
    for (int i = 0; i < count; i++) {
      int bytes = fewAhead('$');
      int from = ahead;
      if (bytes < 0 || end - from < bytes + 2) {
        return null;
      }
      request[i] = i == 0 ? name(from, bytes) : argument(from, bytes);
      ahead = from + bytes + 2;
    }
    at = ahead;
    looked = 0;
    inline = false;
    return request;
  }

  /** The number on the line at {@link #ahead}, which moves behind it; negative for another line. */
  private int fewAhead(char kind) {
    byte[] bytes = data;
    int first = ahead + 1;
    int latest = Math.min(end - 2, first + FEW_DIGITS);
    if (first >= latest || bytes[ahead] != kind) {
      return NO_NUMBER;
    }
    int number = 0;
    int i = first;
    while (i < latest && bytes[i] >= '0' && bytes[i] <= '9') {
      number = number * 10 + bytes[i++] - '0';
    }
    ahead = i + 2;
    boolean inItsOnlyForm = i > first && (bytes[first] != '0' || i == first + 1);
    return inItsOnlyForm && bytes[i] == '\r' ? number : NO_NUMBER;
  }

  private Bytes @Nullable [] nextInline() throws ProtocolException {
    int lineEnd = find((byte) '\n');
    if (lineEnd < 0) {
      failIfTooLong("too big inline request");
      return null;
    }
    int to = lineEnd > at && data[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    Bytes[] words = words(to);
    at = lineEnd + 1;
    inline = true;
    return words;
  }

  private Bytes[] words(int to) throws ProtocolException {
    try {
      return QuotedWords.split(data, at, to).toArray(Bytes[]::new);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(e.getMessage() + " in request");
    }
  }

  /** Reads the line that says how many arguments follow; false where it has not arrived. */
  private boolean readCount() throws ProtocolException {
    int lineEnd = findLineEnd("too big mbulk count string");
    if (lineEnd < 0) {
      return false;
    }
    if (!RespNumber.isNumber(data, at + 1, lineEnd)) {
      throw new ProtocolException("invalid multibulk length");
    }
    long count = RespNumber.parse(data, at + 1, lineEnd);
    limits.checkCount(count);
    at = lineEnd + 2;
    if (count > 0) {
      missing = (int) count;
      args = new Bytes[Math.min(missing, FIRST_ARGUMENTS)];
      argc = 0;
      argBytes = 0;
      inline = false;
    }
    return true;
  }

  private Bytes @Nullable [] nextArguments() throws ProtocolException {
    while (missing > 0) {
      if (length == NO_NUMBER && !readLength()) {
        return null;
      }
      if (partial != null ? !endPartial() : !readArgument()) {
        return null;
      }
      length = NO_NUMBER;
      missing--;
    }
    Bytes[] request = args;
    args = NO_ARGUMENTS;
    argBytes = 0;
    return request;
  }

  private boolean readLength() throws ProtocolException {
    int lineEnd = findLineEnd("too big bulk count string");
    if (lineEnd < 0) {
      return false;
    }
    if (data[at] != '$') {
      throw new ProtocolException("expected '$', got '" + (char) (data[at] & 0xff) + "'");
    }
    if (!RespNumber.isNumber(data, at + 1, lineEnd)) {
      throw new ProtocolException("invalid bulk length");
    }
    long number = RespNumber.parse(data, at + 1, lineEnd);
    limits.checkLength(number);
    at = lineEnd + 2;
    length = (int) number;
    return true;
  }

  private boolean readArgument() {
    int available = end - at;
    if (available < length + 2) {
      if (length > LONG) {
        beginPartial(Math.min(available, length));
      }
      return false;
    }
    add(argc == 0 ? name(at, length) : argument(at, length));
    at += length + 2;
    return true;
  }

  /** The name of the command, without a copy where it is the same as before. */
  private Bytes name(int from, int count) {
    byte[] last = lastName.shared();
    if (Arrays.equals(last, 0, last.length, data, from, from + count)) {
      return lastName;
    }
    Bytes name = argument(from, count);
    if (count <= LONGEST_NAME) {
      lastName = name;
    }
    return name;
  }

  private Bytes argument(int from, int count) {
    return Bytes.wrap(Arrays.copyOfRange(data, from, from + count));
  }

  private void add(Bytes argument) {
    if (argc == args.length) {
      long larger = Math.min(args.length * 2L, (long) argc + missing);
      args = Arrays.copyOf(args, (int) Math.min(larger, Integer.MAX_VALUE - 8));
    }
    args[argc++] = argument;
    argBytes += argument.length() + ARGUMENT_COST;
  }

  private void beginPartial(int available) {
    byte[] begun = new byte[Math.min(length, Math.max(LONG, available * 2))];
    System.arraycopy(data, at, begun, 0, available);
    partial = begun;
    partialFilled = available;
    at += available;
  }

  /** Moves what belongs to the long argument straight from the network's buffer to its place. */
  private void fillPartial(ByteBuf in) {
    int count = Math.min(in.readableBytes(), length - partialFilled);
    in.readBytes(growPartial(count), partialFilled, count);
    partialFilled += count;
  }

  private byte[] growPartial(int count) {
    byte[] now = partial == null ? NOTHING : partial;
    if (now.length - partialFilled < count) {
      long larger = Math.max(now.length * 2L, (long) partialFilled + count);
      now = Arrays.copyOf(now, (int) Math.min(length, larger));
      partial = now;
    }
    return now;
  }

  private boolean endPartial() {
    int count = Math.min(end - at, length - partialFilled);
    byte[] target = growPartial(count);
    System.arraycopy(data, at, target, partialFilled, count);
    partialFilled += count;
    at += count;
    if (partialFilled < length || end - at < 2) {
      return false;
    }
    at += 2;
    add(Bytes.wrap(target.length == length ? target : Arrays.copyOf(target, length)));
    partial = null;
    partialFilled = 0;
    return true;
  }

  /** Where the carriage return of a line is that has arrived as a whole; negative where none is. */
  private int findLineEnd(String errorWhereTooLong) throws ProtocolException {
    int lineEnd = find((byte) '\r');
    if (lineEnd < 0) {
      failIfTooLong(errorWhereTooLong);
      return NO_NUMBER;
    }
    if (lineEnd + 1 >= end) {
      looked = lineEnd - at;
      return NO_NUMBER;
    }
    return lineEnd;
  }

  private int find(byte wanted) {
    for (int i = at + looked; i < end; i++) {
      if (data[i] == wanted) {
        looked = 0;
        return i;
      }
    }
    looked = end - at;
    return NO_NUMBER;
  }

  private void failIfTooLong(String error) throws ProtocolException {
    if (end - at > LONGEST_LINE) {
      throw new ProtocolException(error);
    }
  }
}
