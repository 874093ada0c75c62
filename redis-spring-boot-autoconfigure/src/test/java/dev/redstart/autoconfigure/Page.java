package dev.redstart.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of the manual, for tests that run its examples.
 *
 * @param text in Markdown
 */
record Page(String text) {

  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);

  static Page of(String name) {
    return new Page(read(Path.of("..", "docs", name)));
  }

  /** The first example in that language that contains {@code part}. */
  String block(String language, String part) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language) && block.group(2).contains(part))
        .map(block -> block.group(2).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no example with " + part));
  }

  /** Those examples in Java that do not stand, line by line, in the source of one of the tests. */
  String javaMissingIn(Class<?>... tests) {
    List<String> sources = Arrays.stream(tests).map(Page::source).toList();
    StringBuilder missing = new StringBuilder();
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      String example = flat(blocks.group(2));
      if (blocks.group(1).equals("java") && sources.stream().noneMatch(s -> s.contains(example))) {
        missing.append(blocks.group(2));
      }
    }
    return missing.toString();
  }

  private static String source(Class<?> test) {
    Path sources = Path.of("src", "test", "java");
    return flat(read(sources.resolve(test.getName().replace('.', '/') + ".java")));
  }

  /** Without indentation: a class of its own in the manual is static and nested in the test. */
  private static String flat(String text) {
    return Arrays.stream(text.split("\n"))
        .map(line -> line.strip().replaceFirst("^static class ", "class "))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
