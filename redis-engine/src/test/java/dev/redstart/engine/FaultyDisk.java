package dev.redstart.engine;

import dev.redstart.engine.persistence.files.Disk;
import dev.redstart.engine.persistence.files.DiskFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A disk that fails as it is told to: it is full, writes a part of what it should, can't sync, or
 * loses its power, and with that what was not synced: ends of files, new files and moves.
 */
final class FaultyDisk implements Disk {

  private static final String OFF = "the power is off";
  private static final String FULL = "No space left on device";
  private static final String READ_ONLY = "Read-only file system";

  private final Random random;

  /** How many of a hundred writes are cut short. */
  private int shortWrites;

  private int failingSyncs;
  private @Nullable String refusal;
  private boolean off;

  /** How much of each file would survive. */
  private final Map<Path, Long> synced = new HashMap<>();

  /** What is to be undone where the directory isn't synced, the last first. */
  private final Deque<Undo> unsyncedNames = new ArrayDeque<>();

  /** What a name stood for before: a copy of it, or nothing. */
  private record Undo(Path name, @Nullable Path copy, long synced) {}

  FaultyDisk(Random random) {
    this.random = random;
  }

  synchronized void fail(int newShortWrites, int newFailingSyncs) {
    shortWrites = newShortWrites;
    failingSyncs = newFailingSyncs;
  }

  synchronized void full(boolean now) {
    refusal = now ? FULL : null;
  }

  /** As a system does with a disk that it no longer trusts: nothing changes on it any more. */
  synchronized void readOnly(boolean now) {
    refusal = now ? READ_ONLY : null;
  }

  /** From now on nothing can be done, and what wasn't synced may be lost. */
  synchronized void turnOff() {
    off = true;
  }

  /** Loses what may be lost. Nobody uses the disk any more. */
  synchronized void lose() throws IOException {
    for (Undo undo : unsyncedNames) {
      if (random.nextBoolean()) {
        break;
      }
      if (undo.copy == null) {
        Files.deleteIfExists(undo.name);
      } else {
        Files.move(undo.copy, undo.name, StandardCopyOption.REPLACE_EXISTING);
        synced.put(undo.name, undo.synced);
      }
    }
    for (Map.Entry<Path, Long> file : synced.entrySet()) {
      if (Files.exists(file.getKey())) {
        long unsynced = Files.size(file.getKey()) - file.getValue();
        if (unsynced > 0) {
          cut(file.getKey(), file.getValue() + random.nextLong(unsynced + 1));
        }
      }
    }
  }

  private static void cut(Path path, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  private void check() throws IOException {
    if (off) {
      throw new IOException(OFF);
    }
    if (refusal != null) {
      throw new IOException(refusal);
    }
  }

  /** What takes no room can be done on a full disk, too. */
  private void checkShrinking() throws IOException {
    if (!FULL.equals(refusal)) {
      check();
    }
    if (off) {
      throw new IOException(OFF);
    }
  }

  @Override
  public synchronized DiskFile open(Path path) throws IOException {
    check();
    boolean isNew = !Files.exists(path);
    DiskFile real = REAL.open(path);
    if (isNew) {
      unsyncedNames.push(new Undo(path, null, 0));
    }
    synced.putIfAbsent(path, isNew ? 0 : real.size());
    return new Faulty(path, real);
  }

  @Override
  public synchronized void move(Path from, Path to) throws IOException {
    check();
    Path copy = null;
    long before = 0;
    if (Files.exists(to)) {
      before = synced.getOrDefault(to, Files.size(to));
      copy = to.resolveSibling("copy-" + random.nextLong() + "-of-" + to.getFileName());
      Files.copy(to, copy);
    }
    REAL.move(from, to);
    synced.put(to, synced.getOrDefault(from, 0L));
    synced.remove(from);
    unsyncedNames.push(new Undo(to, copy, before));
  }

  @Override
  public synchronized void delete(Path path) throws IOException {
    checkShrinking();
    REAL.delete(path);
    synced.remove(path);
  }

  @Override
  public synchronized void syncDirectory(Path path) throws IOException {
    check();
    if (random.nextInt(100) < failingSyncs) {
      throw new IOException("Input/output error");
    }
    unsyncedNames.removeIf(undo -> path.equals(undo.name.getParent()));
  }

  /** One file. */
  private final class Faulty implements DiskFile {

    private final Path path;
    private final DiskFile real;

    Faulty(Path path, DiskFile real) {
      this.path = path;
      this.real = real;
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public void append(byte[] bytes, int from, int length) throws IOException {
      synchronized (FaultyDisk.this) {
        if (FULL.equals(refusal) || random.nextInt(100) < shortWrites) {
          real.append(bytes, from, off ? 0 : random.nextInt(length + 1));
          throw new IOException(FULL);
        }
        check();
        real.append(bytes, from, length);
      }
    }

    @Override
    public void overwrite(long at, byte[] bytes) throws IOException {
      synchronized (FaultyDisk.this) {
        check();
        real.overwrite(at, bytes);
        synced.merge(path, at, Math::min);
      }
    }

    @Override
    public void sync() throws IOException {
      synchronized (FaultyDisk.this) {
        if (off || random.nextInt(100) < failingSyncs) {
          throw new IOException("Input/output error");
        }
        synced.put(path, real.size());
      }
    }

    @Override
    public void cut(long size) throws IOException {
      synchronized (FaultyDisk.this) {
        checkShrinking();
        real.cut(size);
        synced.merge(path, size, Math::min);
      }
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
