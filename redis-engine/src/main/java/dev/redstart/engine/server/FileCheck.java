package dev.redstart.engine.server;

import dev.redstart.engine.persistence.RdbCheck;
import dev.redstart.engine.persistence.aof.AofCheck;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The program that looks at files instead of serving: {@code check-rdb FILE}, {@code check-aof
 * FILE}, or a manifest, each with {@code --fix} before it to cut off what is damaged.
 */
final class FileCheck implements Feature {

  /** All is in order, or is now. */
  static final int SOUND = 0;

  /** Something is damaged. */
  static final int DAMAGED = 1;

  /** Nothing could be looked at. */
  static final int FAILED = 2;

  static final String RDB = "check-rdb";
  static final String AOF = "check-aof";
  private static final String FIX = "--fix";

  private final Consumer<String> out;
  private @Nullable Assembly engine;

  /**
   * @param out who is given lines for people
   */
  FileCheck(Consumer<String> out) {
    this.out = out;
  }

  /** Nothing is added to the engine; it knows what files may hold. */
  @Override
  public void install(Assembly assembly) {
    engine = assembly;
  }

  /** Runs what the program's arguments ask for; the exit code. */
  int run(String[] args) {
    List<String> words = List.of(args);
    boolean fix = words.contains(FIX);
    List<String> files = words.stream().skip(1).filter(word -> !word.equals(FIX)).toList();
    if (files.size() != 1 || files.get(0).startsWith("--")) {
      out.accept("Usage: redstart-" + args[0] + " [" + FIX + "] FILE");
      return FAILED;
    }
    try {
      return check(args[0], Path.of(files.get(0)).toAbsolutePath(), fix) ? SOUND : DAMAGED;
    } catch (IOException | InvalidPathException e) {
      out.accept("Can't look at " + files.get(0) + ": " + e);
      return FAILED;
    }
  }

  private boolean check(String what, Path file, boolean fix) throws IOException {
    Assembly known = engine;
    if (known == null) {
      throw new IllegalStateException("not part of an engine");
    }
    RdbCheck snapshots = new RdbCheck(known.codecs(), known.libraries(), out);
    return what.equals(RDB)
        ? snapshots.check(file, fix)
        : new AofCheck(known.commands(), snapshots::read, out).check(file, fix);
  }
}
