package dev.redstart.engine.persistence;

import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.persistence.files.Content;
import dev.redstart.engine.persistence.files.Disk;
import dev.redstart.engine.persistence.files.FileClaim;
import dev.redstart.engine.persistence.files.FileInUseException;
import dev.redstart.engine.persistence.files.WholeFile;
import dev.redstart.engine.persistence.rdb.RdbException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file that snapshots are kept in, as {@code dir} and {@code dbfilename} name it: there is none
 * where the latter is empty, which it is unless it was given.
 */
final class DumpFile {

  private final Setting.Text directory;
  private final Setting.Text name;
  private final Setting.Switch checksum;
  private final Setting.Switch compress;
  private final Setting.Whole keyDelay;
  private final String version;
  private final Disk disk;
  private @Nullable FileClaim claim;

  /**
   * Declares the directives. CONFIG SET changes where files lie only if enable-protected-configs
   * says so: who may write files anywhere owns the machine.
   *
   * @param version what files say of who wrote them
   */
  DumpFile(Settings settings, String version, Disk disk) {
    this.version = version;
    this.disk = disk;
    Setting.Choice open =
        settings.choice("enable-protected-configs", "no", Set.of("no", "yes", "local"));
    settings.fixed(open);
    this.directory = settings.text("dir", directory("."), DumpFile::directory);
    this.name = settings.text("dbfilename", "", DumpFile::name);
    this.checksum = settings.yesNo("rdbchecksum", true);
    settings.fixed(checksum);
    this.compress = settings.yesNo("rdbcompression", true);
    this.keyDelay = settings.whole("rdb-key-save-delay", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
    settings.hidden(keyDelay);
  }

  private static String directory(String text) {
    Path path = Path.of(text).toAbsolutePath().normalize();
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException("Changing directory: No such file or directory");
    }
    return path.toString();
  }

  private static String name(String text) {
    if (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0 || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("dbfilename can't be a path, just a filename");
    }
    return text;
  }

  /** The directive that names the working directory. */
  Setting.Text directory() {
    return directory;
  }

  /**
   * What a file says that is written now.
   *
   * @param logBase whether a log begins with it
   */
  Snapshot.Origin origin(boolean logBase) {
    Pace pace = new Pace(keyDelay::get);
    return new Snapshot.Origin(version, compress.get(), checksum.get(), logBase, pace);
  }

  /** True where files are sealed, and their seals are looked at. */
  boolean checksum() {
    return checksum.get();
  }

  /** True where there is a file to load. */
  boolean exists() {
    return !name.get().isEmpty() && Files.isRegularFile(path());
  }

  /** True where there is a name to save to. */
  boolean isNamed() {
    return !name.get().isEmpty();
  }

  /** Where the file is. */
  Path path() {
    return Path.of(directory.get()).toAbsolutePath().normalize().resolve(name.get());
  }

  /**
   * Puts a new file in place of the old one, once all of it is on the disk: whenever the process
   * dies, the one or the other is there as a whole.
   *
   * @param kind tells apart files that are written at the same time
   */
  void replace(String kind, Content content) throws IOException {
    claim();
    WholeFile.replace(disk, path(), temporary(kind), content);
  }

  /**
   * Makes the file this engine's own: no other one, in whatever process, can save to it from now
   * on.
   *
   * @throws FileInUseException where another one has it
   */
  synchronized void claim() throws IOException {
    FileClaim held = claim;
    if (held == null || !held.isOf(path())) {
      FileClaim taken = FileClaim.take(path());
      release();
      claim = taken;
    }
  }

  /** Lets others have the file. */
  synchronized void release() {
    FileClaim held = claim;
    if (held != null) {
      held.close();
      claim = null;
    }
  }

  private static String temporary(String kind) {
    return "temp-" + kind + ProcessHandle.current().pid() + ".rdb";
  }

  /** Takes away a new file of that kind that will never be finished. */
  void removeUnfinished(String kind) {
    try {
      disk.delete(path().resolveSibling(temporary(kind)));
    } catch (IOException e) {
      // It is in nobody's way.
      return;
    }
  }

  /** The bytes of the file. */
  long size() {
    try {
      return Files.size(path());
    } catch (IOException e) {
      throw new DumpFileException(path() + " can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * Loads the file.
   *
   * @throws DumpFileException where it can't be read, or is damaged
   */
  Snapshot.Loading load(Snapshot into, Snapshot.Taking how) {
    Path path = path();
    try (InputStream in = Files.newInputStream(path)) {
      return into.read(in, Files.size(path), checksum(), how);
    } catch (RdbException e) {
      throw new DumpFileException(
          path
              + " is damaged "
              + e.getMessage()
              + ". Put a copy in its place, or save what stands before that place:"
              + " redstart-check-rdb --fix "
              + path,
          e);
    } catch (IOException | UncheckedIOException e) {
      throw new DumpFileException(path + " can't be read: " + e.getMessage(), e);
    }
  }
}
