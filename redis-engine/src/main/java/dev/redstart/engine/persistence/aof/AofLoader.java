package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.persistence.aof.AofReader.FormatException;
import dev.redstart.engine.persistence.aof.Manifest.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings back what a log holds. */
final class AofLoader {

  private static final Logger LOG = LoggerFactory.getLogger(AofLoader.class);

  private final AofFiles files;
  private final Bases bases;
  private final Replay replay;
  private final Predicate<Bytes[]> known;

  /** Runs commands of a log. */
  @FunctionalInterface
  interface Replay {
    /** The error that a command led to, null where it has none. */
    @Nullable String run(Bytes[] command);
  }

  /**
   * @param known whether there is such a command
   */
  AofLoader(AofFiles files, Bases bases, Replay replay, Predicate<Bytes[]> known) {
    this.known = known;
    this.files = files;
    this.bases = bases;
    this.replay = replay;
  }

  /**
   * Loads all files. All shards are locked.
   *
   * @param cut whether a truncated end of the last file is taken away
   * @param taken is told of so many bytes more, between two things that belong together
   * @throws AofException where a file is missing, damaged, or truncated where it must not be
   */
  void load(boolean cut, LongConsumer taken) throws IOException {
    List<Part> parts = files.manifest().parts();
    for (Part part : parts) {
      if (!Files.isRegularFile(files.path(part))) {
        throw new AofException(
            files.path(part)
                + " is missing (No such file or directory), which "
                + files.manifestPath()
                + " lists");
      }
    }
    for (int i = 0; i < parts.size(); i++) {
      Path path = files.path(parts.get(i));
      boolean last = i == parts.size() - 1;
      Into into = new Into(path, taken);
      AofFile.End end = new AofFile(path, known).read(into);
      into.sumUp();
      settle(path, end, last && cut);
    }
  }

  private static void settle(Path path, AofFile.End end, boolean cut) throws IOException {
    if (end.damage() != null) {
      throw new AofException(
          "Bad file format reading the append only file: "
              + path
              + " is damaged in the command at byte "
              + end.good()
              + ": "
              + end.damage()
              + ". Put a copy in its place, or cut it off there: "
              + repair(path));
    }
    if (!end.truncated()) {
      return;
    }
    String where =
        "Unexpected end of file reading the append only file: "
            + path
            + " ends in the middle of a command, or of a transaction, that begins at byte "
            + end.good();
    if (!cut) {
      throw new AofException(
          where + ". Set aof-load-truncated to yes, or cut it off there: " + repair(path));
    }
    LOG.warn("{}: cutting off the {} bytes from there on", where, end.length() - end.good());
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(end.good());
      channel.force(true);
    }
  }

  private static String repair(Path path) {
    return "redstart-check-aof --fix " + path;
  }

  /** What is done with what stands in a file. */
  private final class Into implements AofFile.Target {

    private final Path path;
    private final LongConsumer taken;
    private long failures;

    Into(Path path, LongConsumer taken) {
      this.path = path;
      this.taken = taken;
    }

    @Override
    public long base(InputStream in, long length) {
      return bases.load(in, length, taken);
    }

    @Override
    public void taken(long bytes) {
      taken.accept(bytes);
    }

    @Override
    public void command(Bytes[] command, long at) throws FormatException {
      String error = replay.run(command);
      if (error == null) {
        return;
      }
      if (command[0].is("SELECT")) {
        // All that follows would go to another database. Other errors were there before, too.
        throw new FormatException("what can't be run: " + error);
      }
      if (failures++ == 0) {
        LOG.warn("{} at byte {} of {} leads to: {}", command[0], at, path, error);
      }
    }

    void sumUp() {
      if (failures > 0) {
        LOG.warn("{} commands of {} led to errors", failures, path);
      }
    }
  }
}
