package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A call in one line, quoted as redis-cli does: words between spaces, {@code "with \"escapes\" and
 * \x00 bytes"}, {@code 'as it stands'}.
 *
 * <p>Two more forms save long lines: {@code <<x*100>>} is a hundred times x, {@code <<1..3:f# v#>>}
 * the words f1 v1 f2 v2 f3 v3 ({@code <<1..3>>} the words 1 2 3).
 */
public final class CommandLine {

  private static final Pattern TIMES = Pattern.compile("<<([^<>]+)\\*(\\d+)>>");
  private static final Pattern RANGE = Pattern.compile("<<(-?\\d+)\\.\\.(-?\\d+)(?::([^>]*))?>>");

  private final byte[] line;
  private final List<Bytes> words = new ArrayList<>();
  private int at;

  private CommandLine(String line) {
    this.line = line.getBytes(StandardCharsets.UTF_8);
  }

  /** The words of {@code line}. */
  public static Bytes[] parse(String line) {
    CommandLine parser = new CommandLine(expand(line));
    parser.read();
    return parser.words.toArray(Bytes[]::new);
  }

  /** A line that {@link #parse} makes {@code words} of. */
  public static String format(Bytes... words) {
    return List.of(words).stream().map(CommandLine::wordOf).collect(Collectors.joining(" "));
  }

  /** {@code text} in double quotes. */
  public static String quote(Bytes text) {
    return '"' + escape(text) + '"';
  }

  static String escape(Bytes text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.shared()) {
      if (b == '"' || b == '\\') {
        out.append('\\').append((char) b);
      } else if (b < ' ' || b == 127) {
        out.append(String.format("\\x%02x", b & 0xff));
      } else {
        out.append((char) b);
      }
    }
    return out.toString();
  }

  private static String wordOf(Bytes word) {
    for (byte b : word.shared()) {
      if (b <= ' ' || b == '"' || b == '\'' || b == '\\' || b == '<') {
        return quote(word);
      }
    }
    return word.isEmpty() ? "\"\"" : word.toString();
  }

  private static String expand(String line) {
    String times =
        TIMES.matcher(line).replaceAll(m -> m.group(1).repeat(Integer.parseInt(m.group(2))));
    return RANGE.matcher(times).replaceAll(m -> Matcher.quoteReplacement(range(m)));
  }

  private static String range(MatchResult range) {
    String form = range.group(3) == null ? "#" : range.group(3);
    StringBuilder out = new StringBuilder();
    for (int i = Integer.parseInt(range.group(1)); i <= Integer.parseInt(range.group(2)); i++) {
      out.append(form.replace("#", String.valueOf(i))).append(' ');
    }
    return out.toString();
  }

  private void read() {
    while (true) {
      while (at < line.length && line[at] == ' ') {
        at++;
      }
      if (at == line.length) {
        return;
      }
      words.add(word());
    }
  }

  private Bytes word() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (line[at] == '"') {
      at++;
      while (need() != '"') {
        out.write(need() == '\\' ? escaped() : line[at++]);
      }
      at++;
    } else if (line[at] == '\'') {
      at++;
      while (need() != '\'') {
        out.write(line[at++]);
      }
      at++;
    } else {
      while (at < line.length && line[at] != ' ') {
        out.write(line[at++]);
      }
    }
    return Bytes.wrap(out.toByteArray());
  }

  private byte need() {
    if (at >= line.length) {
      throw new IllegalArgumentException(
          "quotes don't end: " + new String(line, StandardCharsets.UTF_8));
    }
    return line[at];
  }

  private int escaped() {
    at++;
    byte letter = need();
    at++;
    return switch (letter) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      case 'x' -> {
        String hex = new String(line, at, 2, StandardCharsets.US_ASCII);
        at += 2;
        yield Integer.parseInt(hex, 16);
      }
      default -> letter;
    };
  }
}
