package dev.redstart.engine.persistence;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.persistence.files.Damage;
import dev.redstart.engine.persistence.rdb.RdbEnding;
import dev.redstart.engine.persistence.rdb.RdbException;
import dev.redstart.engine.persistence.rdb.RdbReader;
import dev.redstart.engine.spi.Libraries;
import dev.redstart.engine.value.Codecs;
import dev.redstart.engine.value.CorruptValueException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Looks whether a snapshot can be loaded, and saves what can of one that is damaged. */
public final class RdbCheck {

  private final Codecs codecs;
  private final Libraries libraries;
  private final Consumer<String> out;

  /**
   * @param libraries where those of the file are tried
   * @param out who is given lines for people
   */
  public RdbCheck(Codecs codecs, Libraries libraries, Consumer<String> out) {
    this.codecs = codecs;
    this.libraries = libraries;
    this.out = out;
  }

  /**
   * Looks at a file.
   *
   * @param fix whether it is cut off where it is damaged
   * @return true where it is in order, or is now
   */
  public boolean check(Path file, boolean fix) throws IOException {
    Counts counts = new Counts();
    try (InputStream in = Files.newInputStream(file)) {
      read(in, Files.size(file), counts);
    } catch (RdbException e) {
      out.accept(file + " is damaged " + e.getMessage());
      out.accept(counts + " before that place, up to byte " + e.good());
      return fix ? fix(file, e.good()) : advise(file, e.good());
    }
    out.accept(file + " is in order: " + counts);
    return true;
  }

  /**
   * Reads a snapshot at the beginning of {@code in}.
   *
   * @return how many bytes it takes
   * @throws RdbException where it is damaged
   */
  public long read(InputStream in, long length) {
    return read(in, length, new Counts());
  }

  private long read(InputStream in, long length, Counts counts) {
    libraries.clear();
    return RdbReader.read(in, length, codecs, counts, true);
  }

  private boolean advise(Path file, long good) {
    if (good > 0) {
      out.accept(
          "To cut it off there and keep what stands before: redstart-check-rdb --fix " + file);
    }
    return false;
  }

  private boolean fix(Path file, long good) throws IOException {
    if (good == 0) {
      out.accept("There is nothing that could be kept; the file stays as it is.");
      return false;
    }
    long length = Files.size(file);
    Path rest = Damage.cutOff(file, good, RdbEnding.of(file, good));
    out.accept(
        "Cut off the last " + (length - good) + " of " + length + " bytes: they are in " + rest);
    return check(file, false);
  }

  /** What a file holds. */
  private final class Counts implements RdbReader.Target {

    private final Map<Integer, Set<Bytes>> keys = new TreeMap<>();
    private long expiring;
    private long functions;

    @Override
    public void key(RdbReader.Loaded key) {
      if (!keys.computeIfAbsent(key.database(), unused -> new HashSet<>()).add(key.key())) {
        throw new CorruptValueException("key that was there before");
      }
      expiring += key.deadline() >= 0 ? 1 : 0;
    }

    @Override
    public void library(Bytes code) {
      try {
        libraries.add(code, false);
      } catch (CommandException e) {
        throw new CorruptValueException("library that can't be loaded: " + e.getMessage(), e);
      }
      functions++;
    }

    @Override
    public String toString() {
      long all = keys.values().stream().mapToLong(Set::size).sum();
      return all
          + " keys in "
          + keys.size()
          + " databases, "
          + expiring
          + " with a deadline, "
          + functions
          + " libraries";
    }
  }
}
