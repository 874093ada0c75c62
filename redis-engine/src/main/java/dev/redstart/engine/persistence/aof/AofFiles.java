package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.persistence.aof.Manifest.Part;
import dev.redstart.engine.persistence.files.Content;
import dev.redstart.engine.persistence.files.Disk;
import dev.redstart.engine.persistence.files.FileClaim;
import dev.redstart.engine.persistence.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of a log. Whatever it changes, the manifest on the disk lists a whole log at any
 * moment. May be used from any thread.
 */
final class AofFiles {

  private static final Logger LOG = LoggerFactory.getLogger(AofFiles.class);
  private static final String TEMPORARY = "temp-";

  private final Disk disk;
  private final Path parent;
  private final Path directory;
  private final String name;
  private final BooleanSupplier keepHistory;
  private final Pattern incrementName;
  private Manifest manifest = Manifest.EMPTY;
  private @Nullable FileClaim claim;

  /** An increment that will be listed with the next base only. */
  private @Nullable Part unlisted;

  /**
   * @param parent where the directory is, or will be
   * @param directory its name
   * @param name what the names of all files begin with
   * @param keepHistory whether what is no longer needed stays
   */
  AofFiles(Disk disk, Path parent, String directory, String name, BooleanSupplier keepHistory) {
    this.disk = disk;
    this.parent = parent;
    this.directory = parent.resolve(directory);
    this.name = name;
    this.keepHistory = keepHistory;
    this.incrementName = Pattern.compile(Pattern.quote(name) + "\\.([0-9]{1,18})\\.incr\\.aof");
  }

  synchronized Manifest manifest() {
    return manifest;
  }

  Path path(Part part) {
    return directory.resolve(part.file());
  }

  Path manifestPath() {
    return directory.resolve(name + ".manifest");
  }

  /**
   * Reads the manifest; false where there is no log. A log of one file, as up to 6.2, becomes the
   * base.
   */
  synchronized boolean open() throws IOException {
    Files.createDirectories(directory);
    if (claim == null) {
      claim = FileClaim.take(parent.resolve(name));
    }
    if (Files.exists(manifestPath())) {
      manifest = Manifest.read(manifestPath());
      finishMove();
      requireAllListed();
      deleteHistory();
      return true;
    }
    requireAllListed();
    Path single = parent.resolve(name);
    if (!Files.isRegularFile(single)) {
      return false;
    }
    LOG.info("Moving {} into {}, where logs are kept since Redis 7", single, directory);
    store(Manifest.EMPTY.withBase(new Part(name, 1), 1));
    WholeFile.move(disk, single, directory.resolve(name));
    return true;
  }

  /** Lets another engine have the files. */
  synchronized void close() {
    FileClaim held = claim;
    if (held != null) {
      held.close();
      claim = null;
    }
  }

  /** A log of one file that was listed as the base already, and not moved before the end came. */
  private void finishMove() throws IOException {
    Path single = parent.resolve(name);
    Part base = manifest.base();
    if (base != null
        && base.file().equals(name)
        && !Files.exists(path(base))
        && Files.isRegularFile(single)) {
      WholeFile.move(disk, single, path(base));
    }
  }

  /**
   * An increment is listed before anything is written to it: where one is newer than all that are
   * listed, the manifest has lost a line, and what follows would be written over it.
   *
   * @throws AofException where there is one
   */
  private void requireAllListed() throws IOException {
    List<Part> listed = manifest.increments();
    long last = listed.isEmpty() ? 0 : listed.get(listed.size() - 1).sequence();
    for (Part part : manifest.history()) {
      last = Math.max(last, listed.isEmpty() ? part.sequence() : 0);
    }
    try (Stream<Path> all = Files.list(directory)) {
      for (Path path : all.toList()) {
        Matcher increment = incrementName.matcher(path.getFileName().toString());
        if (increment.matches()
            && Long.parseLong(increment.group(1)) > last
            && Files.size(path) > 0) {
          throw new AofException(
              path
                  + " is newer than all that "
                  + manifestPath()
                  + " lists, which has to have a line: file "
                  + path.getFileName()
                  + " seq "
                  + increment.group(1)
                  + " type i");
        }
      }
    }
  }

  /** The increment that {@code sequence} stands for. */
  Part increment(long sequence) {
    return new Part(name + "." + sequence + ".incr.aof", sequence);
  }

  /** The increment of that number in the manifest, null where it isn't listed. */
  synchronized @Nullable Part listedIncrement(long sequence) {
    for (Part part : manifest.increments()) {
      if (part.sequence() == sequence) {
        return part;
      }
    }
    return null;
  }

  /**
   * Adds an increment that exists.
   *
   * @param withBase lists it together with the next base: what comes before it may not be whole
   */
  synchronized void add(Part increment, boolean withBase) throws IOException {
    disk.syncDirectory(directory);
    if (withBase) {
      unlisted = increment;
    } else {
      store(manifest.withIncrement(increment));
    }
  }

  /** True where the increment of that number has been added. */
  synchronized boolean hasIncrement(long sequence) {
    Part waiting = unlisted;
    return (waiting != null && waiting.sequence() == sequence) || listedIncrement(sequence) != null;
  }

  /**
   * Writes a base, and lets it take the place of all that came before an increment.
   *
   * @param increment the number of that increment
   */
  void replaceBase(long increment, boolean rdb, Content content) throws IOException {
    long sequence = manifest().lastBase() + 1;
    Part base = new Part(name + "." + sequence + ".base." + (rdb ? "rdb" : "aof"), sequence);
    String temporary = TEMPORARY + ProcessHandle.current().pid() + "." + base.file();
    WholeFile.replace(disk, path(base), temporary, content);
    synchronized (this) {
      Part waiting = unlisted;
      Manifest all = waiting == null ? manifest : manifest.withIncrement(waiting);
      store(all.withBase(base, increment));
      unlisted = null;
      deleteHistory();
    }
  }

  /** The bytes of all files that are there. */
  synchronized long size() throws IOException {
    long size = 0;
    for (Part part : manifest.parts()) {
      size += Files.exists(path(part)) ? Files.size(path(part)) : 0;
    }
    return size;
  }

  /** Deletes what is no longer needed, unless aof-disable-auto-gc keeps it. */
  synchronized void deleteHistory() throws IOException {
    if (keepHistory.getAsBoolean() || manifest.history().isEmpty()) {
      return;
    }
    for (Part part : manifest.history()) {
      disk.delete(path(part));
    }
    store(manifest.withoutHistory());
  }

  private void store(Manifest next) throws IOException {
    byte[] text = next.text().getBytes(StandardCharsets.UTF_8);
    WholeFile.replace(disk, manifestPath(), TEMPORARY + name + ".manifest", out -> out.write(text));
    manifest = next;
  }
}
