package dev.redstart.engine.persistence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** How long a thread could have run, and there was no core for it, as Linux counts. */
final class CoreWait implements AutoCloseable {

  /** That of a thread that isn't there. */
  static final CoreWait NONE = new CoreWait("", null);

  /** So much of its name is told of a thread. */
  private static final int NAME = 15;

  private final String number;
  private final @Nullable RandomAccessFile file;
  private final byte[] line = new byte[100];
  private long last;
  private boolean ended;

  private CoreWait(String number, @Nullable RandomAccessFile file) {
    this.number = number;
    this.file = file;
    this.ended = file == null;
  }

  /** That of the thread of that name. */
  static CoreWait of(String name) {
    String known = name.substring(0, Math.min(NAME, name.length()));
    File[] threads = new File("/proc/self/task").listFiles();
    for (File thread : threads == null ? new File[0] : threads) {
      try {
        if (known.equals(Files.readString(thread.toPath().resolve("comm")).strip())) {
          return new CoreWait(
              thread.getName(), new RandomAccessFile(new File(thread, "schedstat"), "r"));
        }
      } catch (IOException e) {
        // That thread has just ended.
      }
    }
    return NONE;
  }

  /** The number that Linux knows the thread by. */
  String number() {
    return number;
  }

  /** How long it has waited so far. */
  synchronized long nanos() {
    if (file != null && !ended) {
      try {
        file.seek(0);
        int length = file.read(line);
        last = Long.parseLong(new String(line, 0, Math.max(0, length), US_ASCII).split(" ", -1)[1]);
      } catch (IOException | IndexOutOfBoundsException e) {
        ended = true;
      }
    }
    return last;
  }

  /** True once the thread was found to have ended. */
  synchronized boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
