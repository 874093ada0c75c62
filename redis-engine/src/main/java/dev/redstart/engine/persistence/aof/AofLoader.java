package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.persistence.aof.AofReader.FormatException;
import dev.redstart.engine.persistence.aof.AofReader.TruncatedException;
import dev.redstart.engine.persistence.aof.Manifest.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings back what a log holds. */
final class AofLoader {

  /*
   * A file that ends in the middle of a command was cut off when the machine went down, and the command, or the transaction
   * that it belongs to, was never acknowledged: where the setting allows, it is taken away. A file with a wrong length in it
   * looks the same. There whole commands follow behind the wrong place, and cutting those off would lose data that were
   * safe; so a file is only taken for truncated where nothing that looks like a command follows.
   */

  private static final Logger LOG = LoggerFactory.getLogger(AofLoader.class);
  private static final byte[] MAGIC = {'R', 'E', 'D', 'I', 'S'};

  private final AofFiles files;
  private final Bases bases;
  private final Replay replay;

  /** Runs commands of a log. */
  @FunctionalInterface
  interface Replay {
    /** The error that a command led to, null where it has none. */
    @Nullable String run(Bytes[] command);
  }

  AofLoader(AofFiles files, Bases bases, Replay replay) {
    this.files = files;
    this.bases = bases;
    this.replay = replay;
  }

  /**
   * Loads all files. All shards are locked.
   *
   * @param cut whether a truncated end of the last file is taken away
   * @throws AofException where a file is missing, damaged, or truncated where it must not be
   */
  void load(boolean cut) throws IOException {
    List<Part> parts = files.manifest().parts();
    for (Part part : parts) {
      if (!Files.isRegularFile(files.path(part))) {
        throw new AofException(
            files.path(part) + " is missing, which " + files.manifestPath() + " lists");
      }
    }
    for (int i = 0; i < parts.size(); i++) {
      Path path = files.path(parts.get(i));
      boolean last = i == parts.size() - 1;
      new File(path, Files.size(path)).load(last && cut);
    }
  }

  /** One file of the log. */
  private final class File {

    private final Path path;
    private final long length;
    private long good;
    private @Nullable List<Bytes[]> transaction;
    private long failures;

    File(Path path, long length) {
      this.path = path;
      this.length = length;
    }

    void load(boolean cut) throws IOException {
      good = base();
      try (InputStream in = Files.newInputStream(path)) {
        in.skipNBytes(good);
        AofReader reader = new AofReader(in, good, length);
        read(reader, cut);
      } catch (FormatException e) {
        throw damaged(String.valueOf(e.getMessage()));
      }
      if (failures > 0) {
        LOG.warn("{} commands of {} led to errors", failures, path);
      }
    }

    private void read(AofReader reader, boolean cut) throws IOException, FormatException {
      try {
        for (Bytes[] next = reader.next(); next != null; next = reader.next()) {
          take(next);
          if (transaction == null) {
            good = reader.offset();
          }
        }
        if (transaction == null) {
          return;
        }
      } catch (TruncatedException e) {
        if (commandsFollow(reader.offset())) {
          throw new FormatException("a command that doesn't end, while others follow");
        }
      }
      truncated(cut);
    }

    /** Loads a snapshot that stands in front; the number of its bytes. */
    private long base() throws IOException {
      try (InputStream in = Files.newInputStream(path)) {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
          return 0;
        }
      }
      try (InputStream in = Files.newInputStream(path)) {
        return bases.load(in, length);
      } catch (RuntimeException e) {
        throw new AofException(path + " is damaged " + e.getMessage(), e);
      }
    }

    private void take(Bytes[] command) throws FormatException {
      List<Bytes[]> queue = transaction;
      if (command[0].is("MULTI")) {
        if (queue != null) {
          throw new FormatException("a transaction within a transaction");
        }
        transaction = new ArrayList<>();
      } else if (command[0].is("EXEC")) {
        if (queue == null) {
          throw new FormatException("an end of a transaction that has no beginning");
        }
        queue.forEach(this::run);
        transaction = null;
      } else if (queue != null) {
        queue.add(command);
      } else {
        run(command);
      }
    }

    private void run(Bytes[] command) {
      String error = replay.run(command);
      if (error != null && failures++ == 0) {
        LOG.warn("{} near byte {} of {} leads to: {}", command[0], good, path, error);
      }
    }

    private void truncated(boolean cut) throws IOException {
      String where =
          path
              + " ends in the middle of a command, or of a transaction, that begins at byte "
              + good;
      if (!cut) {
        throw new AofException(
            where
                + ". Set aof-load-truncated to yes, or cut the file off there: truncate -s "
                + good
                + " "
                + path);
      }
      LOG.warn("{}: cutting off the {} bytes from there on", where, length - good);
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(good);
        channel.force(true);
      }
    }

    /** True where something looks like a command that was never reached. */
    private boolean commandsFollow(long offset) throws IOException {
      try (InputStream in = Files.newInputStream(path)) {
        in.skipNBytes(offset);
        return CommandSearch.find(in);
      }
    }

    private AofException damaged(String what) {
      return new AofException(
          path
              + " is damaged: in the command that begins at byte "
              + good
              + " there is "
              + what
              + ". Keep a copy of the file before you repair it.");
    }
  }
}
