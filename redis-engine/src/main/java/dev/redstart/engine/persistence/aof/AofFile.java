package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.persistence.aof.AofReader.FormatException;
import dev.redstart.engine.persistence.aof.AofReader.Read;
import dev.redstart.engine.persistence.files.Belt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One file of a log: what stands in it, and up to where it can be trusted. */
final class AofFile {

  /*
   * A file that ends in the middle of a command was cut off when the machine went down, and the command, or the transaction
   * that it belongs to, was never acknowledged. A file with a wrong length in it looks the same. There whole commands follow
   * behind the wrong place, and cutting those off would lose data that were safe; so a file is only taken for truncated
   * where nothing that looks like a command follows.
   */

  private static final byte[] MAGIC = {'R', 'E', 'D', 'I', 'S'};

  private final Path path;
  private final long length;
  private final Predicate<Bytes[]> known;
  private long good;
  private @Nullable List<Bytes[]> transaction;

  /** Who is given what stands in a file. */
  interface Target {

    /**
     * Takes a snapshot that stands in front.
     *
     * @param length of what {@code in} holds
     * @return how many bytes it took; commands may follow
     * @throws RuntimeException where it is damaged
     */
    long base(InputStream in, long length);

    /**
     * Takes a command. Those of a transaction come once its end was read.
     *
     * @param at where it begins, or the transaction
     * @throws FormatException where it can't be one of a log
     */
    void command(Bytes[] command, long at) throws FormatException;

    /** So many bytes of commands were read, and what they say was done. */
    default void taken(long bytes) {}
  }

  /**
   * How a file ends.
   *
   * @param good how many bytes can be trusted: up to a command or transaction that isn't whole
   * @param length how many there are
   * @param damage what is wrong there, null where all is well, or the file just ends too early
   */
  record End(long good, long length, @Nullable String damage) {

    boolean truncated() {
      return damage == null && good < length;
    }
  }

  /**
   * @param known whether there is such a command
   */
  AofFile(Path path, Predicate<Bytes[]> known) throws IOException {
    this.known = known;
    this.path = path;
    this.length = Files.size(path);
  }

  /**
   * Hands all that stands in the file to {@code target}.
   *
   * @throws AofException where the snapshot in front is damaged
   */
  End read(Target target) throws IOException {
    good = base(target);
    try (InputStream in = Files.newInputStream(path)) {
      in.skipNBytes(good);
      AofReader reader = new AofReader(in, good, length);
      try (Belt<Read> belt = new Belt<>("redstart-load", reader::readAll)) {
        read(belt, target);
      }
    } catch (FormatException e) {
      return new End(good, length, String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new End(good, length, null);
  }

  /** Loads a snapshot that stands in front; the number of its bytes. */
  private long base(Target target) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        return 0;
      }
    }
    try (InputStream in = Files.newInputStream(path)) {
      return target.base(in, length);
    } catch (RuntimeException e) {
      throw new AofException(
          path
              + " is damaged "
              + e.getMessage()
              + ". What stands before that place can be saved: redstart-check-rdb --fix "
              + path,
          e);
    }
  }

  private void read(Belt<Read> belt, Target target) throws IOException, FormatException {
    Runnable meanwhile = () -> target.taken(0);
    for (List<Read> some = belt.next(meanwhile); !some.isEmpty(); some = belt.next(meanwhile)) {
      long before = good;
      for (Read one : some) {
        take(one, target);
      }
      target.taken(good - before);
    }
  }

  private void take(Read one, Target target) throws IOException, FormatException {
    Bytes[] command = one.command;
    String damage = one.damage;
    if (command != null) {
      take(command, target);
      if (transaction == null) {
        good = one.end;
      }
    } else if (damage != null) {
      throw new FormatException(damage);
    } else if (commandsFollow(one.end)) {
      throw new FormatException("a command that doesn't end, while others follow");
    }
  }

  private void take(Bytes[] command, Target target) throws FormatException {
    List<Bytes[]> queue = transaction;
    if (!known.test(command)) {
      throw new FormatException(
          "Unknown command '" + command[0] + "' reading the append only file");
    }
    if (command[0].is("MULTI")) {
      if (queue != null) {
        throw new FormatException("a transaction within a transaction");
      }
      transaction = new ArrayList<>();
    } else if (command[0].is("EXEC")) {
      if (queue == null) {
        throw new FormatException("an end of a transaction that has no beginning");
      }
      for (Bytes[] queued : queue) {
        target.command(queued, good);
      }
      transaction = null;
    } else if (queue != null) {
      queue.add(command);
    } else {
      target.command(command, good);
    }
  }

  /** True where something looks like a command that was never reached. */
  private boolean commandsFollow(long offset) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      in.skipNBytes(offset);
      return CommandSearch.find(in);
    }
  }
}
