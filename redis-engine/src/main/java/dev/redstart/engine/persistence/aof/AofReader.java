package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.bytes.Bytes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the commands of a file. */
final class AofReader {

  private static final int LONGEST_NUMBER = 20;
  private static final int MOST_WORDS = 1 << 20;
  private static final int FIRST_PIECE = 1 << 16;
  private static final int LONGEST_NOTE = 1024;

  private final InputStream in;
  private final long length;
  private long offset;

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
    this.in = new BufferedInputStream(in, FIRST_PIECE);
    this.offset = offset;
    this.length = length;
  }

  /** Where the next command begins. */
  long offset() {
    return offset;
  }

  /** The next command; null at the end of the file. */
  Bytes @Nullable [] next() throws IOException, TruncatedException, FormatException {
    int first = in.read();
    while (first == '#') {
      offset++;
      skipNote();
      first = in.read();
    }
    if (first < 0) {
      return null;
    }
    offset++;
    if (first != '*') {
      throw new FormatException("no command");
    }
    long count = number();
    if (count < 1 || count > MOST_WORDS) {
      throw new FormatException("a command of " + count + " words");
    }
    Bytes[] words = new Bytes[(int) Math.min(count, FIRST_PIECE)];
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
    if (size > length - offset) {
      throw new TruncatedException();
    }
    byte[] content = in.readNBytes((int) size);
    offset += content.length;
    if (content.length < size) {
      throw new TruncatedException();
    }
    if (octet() != '\r' || octet() != '\n') {
      throw new FormatException("a word of another length than it says");
    }
    return Bytes.wrap(content);
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
    int octet = in.read();
    if (octet < 0) {
      throw new TruncatedException();
    }
    offset++;
    return octet;
  }
}
