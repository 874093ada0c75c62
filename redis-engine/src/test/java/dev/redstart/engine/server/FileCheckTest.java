package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program says of files, and what it leaves of them. */
class FileCheckTest {

  @TempDir private Path directory;

  private final List<String> said = new ArrayList<>();

  @Test
  void tellsWhatASnapshotHolds() throws IOException {
    Path file = snapshot();
    byte[] before = Files.readAllBytes(file);
    assertThat(check("check-rdb", file.toString())).isEqualTo(FileCheck.SOUND);
    assertThat(said)
        .containsExactly(
            file + " is in order: 3 keys in 2 databases, 1 with a deadline, 1 libraries");
    assertThat(check("check-rdb", "--fix", file.toString())).isEqualTo(FileCheck.SOUND);
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void keepsWhatStandsBeforeTheDamage() throws IOException {
    Path file = snapshot();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 15));
    assertThatThrownBy(() -> engine("dbfilename", "dump.rdb").close())
        .hasMessageStartingWith(file + " is damaged at byte ")
        .hasMessageEndingWith("redstart-check-rdb --fix " + file);
    assertThat(check("check-rdb", file.toString())).isEqualTo(FileCheck.DAMAGED);
    assertThat(said.get(1)).startsWith("2 keys in 1 databases").contains("up to byte ");
    assertThat(check("check-rdb", "--fix", file.toString())).isEqualTo(FileCheck.SOUND);
    assertThat(said.get(2)).startsWith("Cut off the last ").contains(file + ".cut-");
    try (RedisEngine engine = engine("dbfilename", "dump.rdb");
        Session session = engine.session()) {
      assertThat(session.execute("DBSIZE").asLong()).isEqualTo(2);
    }
  }

  @Test
  void aWrongChecksumLeavesAllKeys() throws IOException {
    Path file = snapshot();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThat(check("check-rdb", "--fix", file.toString())).isEqualTo(FileCheck.SOUND);
    assertThat(said.get(0)).endsWith("wrong checksum (CRC error)");
    assertThat(said.get(3)).contains("is in order: 3 keys");
  }

  @Test
  void whatIsNoSnapshotStaysAsItIs() throws IOException {
    Path file = directory.resolve("other");
    Files.writeString(file, "something else, and long enough");
    assertThat(check("check-rdb", "--fix", file.toString())).isEqualTo(FileCheck.DAMAGED);
    assertThat(file).hasContent("something else, and long enough");
  }

  @Test
  void cutsTheEndOfALog() throws IOException {
    Path log = log();
    Path manifest = log.resolveSibling("appendonly.aof.manifest");
    assertThat(check("check-aof", manifest.toString())).isEqualTo(FileCheck.SOUND);
    assertThat(said).hasSize(2).allMatch(line -> line.contains(" is in order: "));
    String whole = Files.readString(log, StandardCharsets.ISO_8859_1);
    Files.writeString(log, whole.replace("SET\r\n$1\r\nb", "SXT\r\n$1\r\nb"));
    assertThat(check("check-aof", manifest.toString())).isEqualTo(FileCheck.DAMAGED);
    assertThat(said.get(1)).contains(log + " is damaged in the command or transaction at byte ");
    assertThat(said.get(3)).endsWith("redstart-check-aof --fix " + log);
    assertThat(check("check-aof", "--fix", manifest.toString())).isEqualTo(FileCheck.SOUND);
    int cut = whole.indexOf("*3\r\n$3\r\nSET\r\n$1\r\nb");
    assertThat(log).hasSize(cut);
    assertThat(log.resolveSibling(log.getFileName() + ".cut-" + cut)).hasSize(whole.length() - cut);
    try (RedisEngine engine = engine("appendonly", "yes");
        Session session = engine.session()) {
      assertThat(session.execute("DBSIZE").asLong()).isEqualTo(1);
    }
  }

  @Test
  void cutsNoFileThatOthersBuildOn() throws IOException {
    Path log = log();
    Path base = log.resolveSibling("appendonly.aof.1.base.rdb");
    byte[] bytes = Files.readAllBytes(base);
    bytes[bytes.length - 1] ^= 1;
    Files.write(base, bytes);
    Path manifest = log.resolveSibling("appendonly.aof.manifest");
    assertThat(check("check-aof", "--fix", manifest.toString())).isEqualTo(FileCheck.DAMAGED);
    assertThat(said.get(0)).endsWith("redstart-check-rdb --fix " + base);
    assertThat(base).hasBinaryContent(bytes);
  }

  @Test
  void saysHowItIsCalled() {
    assertThat(check("check-aof")).isEqualTo(FileCheck.FAILED);
    assertThat(said).containsExactly("Usage: redstart-check-aof [--fix] FILE");
    assertThat(check("check-rdb", directory + "/none")).isEqualTo(FileCheck.FAILED);
    assertThat(said.get(0)).contains("NoSuchFileException");
  }

  private int check(String... args) {
    said.clear();
    FileCheck check = new FileCheck(said::add);
    RedisEngine engine = RedisEngine.builder().with(check).build();
    try {
      return check.run(args);
    } finally {
      engine.close();
    }
  }

  private Path snapshot() {
    try (RedisEngine engine = engine("dbfilename", "dump.rdb");
        Session session = engine.session()) {
      String code = "#!lua name=l\nredis.register_function('f', function() return 1 end)";
      session.execute("FUNCTION", "LOAD", code);
      session.execute("SET", "a", "1");
      session.execute("SET", "b", "2", "EX", "100");
      session.execute("SELECT", "1");
      session.execute("RPUSH", "l", "1", "2");
      session.execute("SAVE");
    }
    return directory.resolve("dump.rdb");
  }

  private Path log() {
    try (RedisEngine engine = engine("appendonly", "yes");
        Session session = engine.session()) {
      session.execute("SET", "a", "1");
      session.execute("SET", "b", "2");
    }
    return directory.resolve("appendonlydir/appendonly.aof.1.incr.aof");
  }

  private RedisEngine engine(String directive, String value) {
    return RedisEngine.builder()
        .setting("dir", directory.toString())
        .setting(directive, value)
        .build();
  }
}
