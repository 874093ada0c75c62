package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.bytes.Crc64;
import dev.redstart.engine.bytes.QuotedWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The files that make up a log, in the order in which they are loaded: a base, and increments on
 * top of it.
 *
 * @param history files that are no longer needed, and are about to be deleted
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/">Redis
 *     persistence</a>
 */
record Manifest(@Nullable Part base, List<Part> increments, List<Part> history) {

  private static final String SUM = "#crc64 ";

  // The words in which Redis tells what is wrong: people look for them, and tools.
  private static final String INVALID = "Invalid AOF manifest file format";

  private static final int LONGEST_LINE = 1024;

  static final Manifest EMPTY = new Manifest(null, List.of(), List.of());

  /** One file. */
  record Part(String file, long sequence) {}

  /** Base, increments. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>(increments);
    if (base != null) {
      parts.add(0, base);
    }
    return parts;
  }

  /** The number of the last increment, 0 where there is none. */
  long lastIncrement() {
    return increments.isEmpty() ? 0 : increments.get(increments.size() - 1).sequence;
  }

  /** The number of the base, 0 where there is none. */
  long lastBase() {
    return base == null ? 0 : base.sequence;
  }

  Manifest withIncrement(Part increment) {
    List<Part> more = new ArrayList<>(increments);
    more.add(increment);
    return new Manifest(base, more, history);
  }

  /** With another base, which takes the place of all increments before {@code sequence}. */
  Manifest withBase(Part newBase, long sequence) {
    List<Part> old = new ArrayList<>();
    List<Part> rest = new ArrayList<>();
    for (Part increment : increments) {
      (increment.sequence < sequence ? old : rest).add(increment);
    }
    if (base != null) {
      old.add(base);
    }
    old.addAll(history);
    return new Manifest(newBase, rest, old);
  }

  Manifest withoutHistory() {
    return new Manifest(base, increments, List.of());
  }

  /**
   * The text of the file: a line for each part, and a checksum, which Redis takes for a remark. One
   * flipped bit makes an increment one that is no longer needed, and would be deleted.
   */
  String text() {
    String lines = lines();
    // No end of a line behind it: so it is no line to who counts them.
    return lines + SUM + sum(lines);
  }

  private static String sum(String lines) {
    byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().toHexDigits(Crc64.update(0, bytes, 0, bytes.length));
  }

  private String lines() {
    StringBuilder text = new StringBuilder();
    if (base != null) {
      line(text, base, 'b');
    }
    history.forEach(part -> line(text, part, 'h'));
    increments.forEach(part -> line(text, part, 'i'));
    return text.toString();
  }

  private static void line(StringBuilder text, Part part, char type) {
    text.append("file ").append(QuotedWords.written(part.file));
    text.append(" seq ").append(part.sequence).append(" type ").append(type).append('\n');
  }

  /**
   * Reads a file.
   *
   * @throws AofException where it isn't one
   */
  static Manifest read(Path file) throws IOException {
    try {
      return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (AofException e) {
      throw new AofException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the text of a file.
   *
   * @throws AofException where it isn't one
   */
  static Manifest parse(String text) {
    int end = text.lastIndexOf(SUM);
    if (end >= 0 && !text.substring(end + SUM.length()).equals(sum(text.substring(0, end)))) {
      throw new AofException("its checksum is wrong");
    }
    Manifest all = EMPTY;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.length() > LONGEST_LINE) {
        throw wrong(number, "The AOF manifest file contains too long line");
      }
      if (!line.startsWith("#")) {
        all = all.with(line, number);
      }
    }
    if (all.equals(EMPTY)) {
      throw new AofException("Found an empty AOF manifest");
    }
    return all;
  }

  private Manifest with(String line, int number) {
    List<String> words = words(line, number);
    String file = "";
    long sequence = 0;
    String type = "";
    for (int i = 0; i + 1 < words.size(); i += 2) {
      String value = words.get(i + 1);
      switch (words.get(i).toLowerCase(Locale.ROOT)) {
        case "file" -> file = value;
        case "seq" -> sequence = sequence(value, number);
        case "type" -> type = value;
        default -> {
          // What later versions may say of a file.
        }
      }
    }
    if (words.size() % 2 != 0 || file.isEmpty() || sequence < 1) {
      throw wrong(number, INVALID + ": not of the form 'file NAME seq NUMBER type KIND'");
    }
    if (file.indexOf('/') >= 0 || file.indexOf('\\') >= 0 || file.matches("\\.\\.?")) {
      throw wrong(number, INVALID + ": a path, where only a name is allowed");
    }
    return with(new Part(file, sequence), type, number);
  }

  private Manifest with(Part part, String type, int number) {
    switch (type) {
      case "b" -> {
        if (base != null) {
          throw wrong(number, "Found duplicate base file information");
        }
        return new Manifest(part, increments, history);
      }
      case "i" -> {
        if (!increments.isEmpty()
            && increments.get(increments.size() - 1).sequence >= part.sequence) {
          throw wrong(number, "Found a non-monotonic sequence number");
        }
        return withIncrement(part);
      }
      case "h" -> {
        List<Part> more = new ArrayList<>(history);
        more.add(part);
        return new Manifest(base, increments, more);
      }
      default -> throw wrong(number, "Unknown AOF file type");
    }
  }

  private static long sequence(String text, int number) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong(number, INVALID + ": a number that is none");
    }
  }

  private static List<String> words(String line, int number) {
    try {
      return QuotedWords.split(line);
    } catch (IllegalArgumentException e) {
      throw wrong(number, INVALID + ": a quote that doesn't end");
    }
  }

  private static AofException wrong(int line, String what) {
    return new AofException("line " + line + ": " + what);
  }
}
