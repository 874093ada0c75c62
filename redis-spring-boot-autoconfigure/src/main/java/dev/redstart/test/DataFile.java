package dev.redstart.test;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.QuotedWords;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.reply.RedisException;
import dev.redstart.engine.reply.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassRelativeResourceLoader;
import org.springframework.core.io.Resource;

/** A file of commands, or an RDB file, whose data are wanted in an engine. */
final class DataFile {

  private static final byte[] RDB = "REDIS".getBytes(StandardCharsets.US_ASCII);

  private final Resource file;
  private final byte[] bytes;

  /**
   * @param location as {@link RedstartData} has it
   */
  DataFile(String location, Class<?> test) {
    this.file = new ClassRelativeResourceLoader(test).getResource(location);
    try (InputStream in = file.getInputStream()) {
      this.bytes = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("@RedstartData: " + file + " can't be read", e);
    }
  }

  void loadInto(RedisEngine engine) {
    if (bytes.length >= RDB.length && Arrays.equals(bytes, 0, RDB.length, RDB, 0, RDB.length)) {
      loadSnapshot(engine);
    } else {
      runCommands(engine);
    }
  }

  private void runCommands(RedisEngine engine) {
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    try (Session session = Contents.open(engine)) {
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        if (!line.isEmpty() && !line.startsWith("#")) {
          String problem = problem(session, line);
          if (problem != null) {
            throw new IllegalStateException(
                "@RedstartData: " + file + ", line " + (i + 1) + ", '" + line + "': " + problem);
          }
        }
      }
    }
  }

  /** What is wrong with a line, null where it has done its work. */
  private static @Nullable String problem(Session session, String line) {
    CompletableFuture<Reply> answer;
    try {
      byte[] text = line.getBytes(StandardCharsets.UTF_8);
      answer = session.executeAsync(QuotedWords.split(text, 0, text.length).toArray(Bytes[]::new));
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
    if (!answer.isDone()) {
      session.cancel();
      return "the call waits";
    }
    RedisException failure = answer.join().failure();
    return failure == null ? null : failure.getMessage();
  }

  /** Another engine reads the file, and gives what it has read. */
  private void loadSnapshot(RedisEngine engine) {
    try {
      Path directory = Files.createTempDirectory("redstart-data");
      Path copy = Files.write(directory.resolve("data.rdb"), bytes);
      Setting databases = Objects.requireNonNull(engine.settings().find("databases"));
      try (RedisEngine reader =
          RedisEngine.builder()
              .clock(engine.clock())
              .setting("databases", databases.text())
              .setting("dir", directory.toString())
              .setting("dbfilename", copy.getFileName().toString())
              .build()) {
        Contents.of(reader).addTo(engine);
      } finally {
        Files.delete(copy);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("@RedstartData: " + file, e);
    }
  }
}
