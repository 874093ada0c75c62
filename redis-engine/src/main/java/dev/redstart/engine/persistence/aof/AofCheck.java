package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.persistence.aof.Manifest.Part;
import dev.redstart.engine.persistence.files.Damage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongBiFunction;

/** Looks whether a log can be loaded, and cuts off the end of one that is damaged. */
public final class AofCheck {

  private static final String MANIFEST = ".manifest";

  private final CommandTable commands;
  private final ToLongBiFunction<InputStream, Long> bases;
  private final Consumer<String> out;

  /**
   * @param bases reads a snapshot in front, as {@link Bases#load}
   * @param out who is given lines for people
   */
  public AofCheck(
      CommandTable commands, ToLongBiFunction<InputStream, Long> bases, Consumer<String> out) {
    this.commands = commands;
    this.bases = bases;
    this.out = out;
  }

  /**
   * Looks at a file, or all files that a manifest lists.
   *
   * @param fix whether it, or the last one that is listed, is cut off where it is damaged
   * @return true where all are in order, or are now
   */
  public boolean check(Path file, boolean fix) throws IOException {
    if (!file.toString().endsWith(MANIFEST)) {
      return checkOne(file, fix);
    }
    List<Part> parts;
    try {
      parts = Manifest.read(file).parts();
    } catch (AofException e) {
      out.accept(String.valueOf(e.getMessage()));
      return false;
    }
    boolean sound = true;
    for (Part part : parts) {
      Path path = file.resolveSibling(part.file());
      if (Files.isRegularFile(path)) {
        sound &= checkOne(path, fix && part.equals(parts.get(parts.size() - 1)));
      } else {
        out.accept(path + " is missing, which " + file + " lists");
        sound = false;
      }
    }
    return sound;
  }

  private boolean checkOne(Path file, boolean fix) throws IOException {
    Counts counts = new Counts();
    AofFile.End end;
    try {
      end = new AofFile(file, commands::accepts).read(counts);
    } catch (AofException e) {
      out.accept(String.valueOf(e.getMessage()));
      return false;
    }
    if (end.good() == end.length()) {
      out.accept(file + " is in order: " + counts);
      return true;
    }
    out.accept(
        file
            + (end.truncated() ? " ends in the middle of" : " is damaged in")
            + " the command or transaction at byte "
            + end.good()
            + (end.truncated() ? "" : ": " + end.damage()));
    out.accept(counts + " before that place; " + (end.length() - end.good()) + " bytes from there");
    if (!fix) {
      out.accept("To cut them off: redstart-check-aof --fix " + file);
      return false;
    }
    Path rest = Damage.cutOff(file, end.good(), new byte[0]);
    out.accept("Cut off these " + (end.length() - end.good()) + " bytes: they are in " + rest);
    return true;
  }

  /** What a file holds. */
  private final class Counts implements AofFile.Target {

    private long snapshot;
    private long count;

    @Override
    public long base(InputStream in, long length) {
      snapshot = bases.applyAsLong(in, length);
      return snapshot;
    }

    @Override
    public void command(Bytes[] words, long at) {
      count++;
    }

    @Override
    public String toString() {
      return (snapshot > 0 ? "a snapshot of " + snapshot + " bytes and " : "")
          + count
          + " commands";
    }
  }
}
