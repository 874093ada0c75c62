package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script beside the server jar, under each of its names. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final Path SCRIPT = Path.of("src/main/launcher/redis-server");

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void putScriptsBesideAJar() throws IOException {
    home = Files.createDirectory(folder.resolve("a home"));
    String script = Files.readString(SCRIPT).replace("@project.version@", "1");
    for (String name : List.of("redis-server", "redstart-check-aof", "redstart-check-rdb")) {
      Files.writeString(home.resolve(name), script);
      Files.setPosixFilePermissions(
          home.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, RedisServer.class.getName());
    main.put(Attributes.Name.CLASS_PATH, classPath());
    Path jar = home.resolve("redis-engine-1-server.jar");
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toUri().toString())
        .collect(Collectors.joining(" "));
  }

  @Test
  void startsTheServerInItsOwnPlace() throws Exception {
    Process server = start("redis-server", "--port", "0", "--save", "", "--dir", folder.toString());
    try (BufferedReader lines = server.inputReader(StandardCharsets.UTF_8)) {
      String own = " PID: " + server.pid();
      assertThat(lines.lines().filter(line -> line.endsWith(own)).findFirst()).isPresent();
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void looksAtASnapshot() throws Exception {
    Path file = folder.resolve("dump.rdb");
    try (RedisEngine engine = engine("dbfilename", "dump.rdb");
        Session session = engine.session()) {
      session.execute("SET", "key", "value");
      session.execute("SAVE");
    }
    assertThat(said(0, "redstart-check-rdb", file.toString())).contains("is in order: 1 keys");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThat(said(1, "redstart-check-rdb", file.toString())).contains("is damaged at byte");
    assertThat(said(0, "redstart-check-rdb", "--fix", file.toString())).contains("is in order");
    assertThat(said(2, "redstart-check-rdb")).startsWith("Usage: redstart-check-rdb");
  }

  @Test
  void looksAtALogThroughALink() throws Exception {
    try (RedisEngine engine = engine("appendonly", "yes");
        Session session = engine.session()) {
      session.execute("SET", "key", "value");
    }
    Path link = Files.createSymbolicLink(folder.resolve("check-aof"), Path.of("next"));
    Files.createSymbolicLink(folder.resolve("next"), Path.of("a home/redstart-check-aof"));
    Path manifest = folder.resolve("appendonlydir/appendonly.aof.manifest");
    assertThat(said(0, link.toString(), manifest.toString())).contains("1.incr.aof is in order");
  }

  private String said(int code, String... command) throws Exception {
    Process process = start(command);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(code);
    return said;
  }

  private Process start(String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    words.set(0, home.resolve(command[0]).toString());
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("REDSTART_JAVA", System.getProperty("java.home") + "/bin/java");
    builder.environment().put("REDSTART_JAVA_OPTS", "-Xmx64m -XX:TieredStopAtLevel=1");
    return builder.start();
  }

  private RedisEngine engine(String directive, String value) {
    return RedisEngine.builder()
        .setting("dir", folder.toString())
        .setting(directive, value)
        .build();
  }
}
