package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.persistence.files.Belt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the commands of a file. Used by one thread. */
final class AofReader {

  private static final int LONGEST_NUMBER = 20;
  private static final int MOST_WORDS = 1 << 20;
  private static final int FIRST_WORDS = 1 << 16;
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_NOTE = 1024;

  private final InputStream in;
  private final long length;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;

  /** Where the end of the buffer stands in the file. */
  private long offset;

  /** Something that was read. */
  static final class Read {

    /** Null where there is none any more. */
    final Bytes @Nullable [] command;

    /** Up to where the file was read. */
    final long end;

    /** What is wrong there; null behind a command, and where the file ends in the middle of one. */
    final @Nullable String damage;

    private Read(Bytes @Nullable [] command, long end, @Nullable String damage) {
      this.command = command;
      this.end = end;
      this.damage = damage;
    }
  }

  /** The file ends in the middle of a command. */
  static final class TruncatedException extends Exception {
    private static final long serialVersionUID = 1;

    TruncatedException() {
      super("ends in the middle of a command", null, false, false);
    }
  }

  /** What stands here can't have been written by a log. */
  static final class FormatException extends Exception {
    private static final long serialVersionUID = 1;

    FormatException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * @param in at {@code offset} of the file
   * @param length of the whole file
   */
  AofReader(InputStream in, long offset, long length) {
    this.in = in;
    this.offset = offset;
    this.length = length;
  }

  /** Where the next command begins. */
  private long offset() {
    return offset - end + at;
  }

  /** Puts all commands onto {@code belt}, and then what is wrong where something is. */
  void readAll(Belt<Read> belt) {
    try {
      for (Bytes[] next = next(); next != null; next = next()) {
        put(belt, next, null);
      }
    } catch (TruncatedException e) {
      put(belt, null, null);
    } catch (FormatException e) {
      put(belt, null, e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(Belt<Read> belt, Bytes @Nullable [] command, @Nullable String damage) {
    belt.put(new Read(command, offset(), damage), offset());
  }

  /** The next command; null at the end of the file. */
  private Bytes @Nullable [] next() throws IOException, TruncatedException, FormatException {
    int first = read();
    while (first == '#') {
      skipNote();
      first = read();
    }
    if (first < 0) {
      return null;
    }
    if (first != '*') {
      throw new FormatException("no command");
    }
    long count = number();
    if (count < 1 || count > MOST_WORDS) {
      throw new FormatException("a command of " + count + " words");
    }
    Bytes[] words = new Bytes[(int) Math.min(count, FIRST_WORDS)];
    for (int i = 0; i < count; i++) {
      if (i == words.length) {
        words = Arrays.copyOf(words, (int) Math.min(count, 2L * i));
      }
      words[i] = word();
    }
    return words;
  }

  private void skipNote() throws IOException, TruncatedException, FormatException {
    for (int i = 0; i < LONGEST_NOTE; i++) {
      if (octet() == '\n') {
        return;
      }
    }
    throw new FormatException("a note without an end");
  }

  private Bytes word() throws IOException, TruncatedException, FormatException {
    if (octet() != '$') {
      throw new FormatException("a word without a length");
    }
    long size = number();
    if (size < 0 || size > Integer.MAX_VALUE - 16) {
      throw new FormatException("a word of " + size + " bytes");
    }
    if (size > length - offset()) {
      throw new TruncatedException();
    }
    byte[] content = content((int) size);
    if (octet() != '\r' || octet() != '\n') {
      throw new FormatException("a word of another length than it says");
    }
    return Bytes.wrap(content);
  }

  private byte[] content(int size) throws IOException, TruncatedException {
    if (size <= end - at) {
      at += size;
      return Arrays.copyOfRange(buffer, at - size, at);
    }
    byte[] content = new byte[size];
    for (int done = 0; done < size; ) {
      if (at == end && !refill()) {
        throw new TruncatedException();
      }
      int here = Math.min(size - done, end - at);
      System.arraycopy(buffer, at, content, done, here);
      at += here;
      done += here;
    }
    return content;
  }

  private long number() throws IOException, TruncatedException, FormatException {
    long number = 0;
    for (int i = 0; i < LONGEST_NUMBER; i++) {
      int octet = octet();
      if (octet == '\r' && i > 0) {
        if (octet() != '\n') {
          break;
        }
        return number;
      }
      if (octet < '0' || octet > '9' || number > Integer.MAX_VALUE) {
        break;
      }
      number = number * 10 + (octet - '0');
    }
    throw new FormatException("a number that is none");
  }

  private int octet() throws IOException, TruncatedException {
    int octet = read();
    if (octet < 0) {
      throw new TruncatedException();
    }
    return octet;
  }

  /** The next byte, less than zero at the end of the file. */
  private int read() throws IOException {
    return at < end || refill() ? buffer[at++] & 0xff : -1;
  }

  private boolean refill() throws IOException {
    int count = in.read(buffer, 0, BUFFER);
    at = 0;
    end = Math.max(0, count);
    offset += end;
    return count > 0;
  }
}
