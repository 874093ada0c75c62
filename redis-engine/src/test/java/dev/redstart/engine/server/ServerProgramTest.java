package dev.redstart.engine.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** The program as a process: how it starts, what it says, how it ends. */
class ServerProgramTest {

  private static final int PATIENCE = 60_000;

  @TempDir Path folder;

  private final List<Process> processes = new ArrayList<>();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void endAll() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void aSignalSavesAndEnds() throws Exception {
    Path pid = folder.resolve("pid");
    int port = freePort();
    String conf =
        "port %d\ndir \"%s\"\npidfile %s\nsave 900 1\nloglevel verbose\n"
            .formatted(port, folder, pid);
    Files.writeString(folder.resolve("redis.conf"), conf);
    String file = folder.resolve("redis.conf").toString();
    Process first = start("", file);
    awaitLine(first, "Ready to accept connections tcp");
    assertThat(log).anyMatch(line -> line.endsWith(" PID: " + first.pid()));
    assertThat(log).anyMatch(line -> line.endsWith("Server initialized"));
    assertThat(log)
        .allMatch(
            line ->
                line.matches("\\d+:M \\d\\d [A-Z][a-z]{2} \\d{4} [\\d:]{8}\\.\\d{3} [-.*#] .*"));
    assertThat(Files.readString(pid).trim()).isEqualTo(Long.toString(first.pid()));
    try (Jedis client = new Jedis("127.0.0.1", port, PATIENCE)) {
      client.set("a", "1");
    }
    terminate(first);
    awaitLine(first, "bye bye");
    assertThat(first.waitFor()).isZero();
    assertThat(pid).doesNotExist();
    assertThat(log).anyMatch(line -> line.contains("Saving the final RDB snapshot"));

    Process second = start("", file, "--save", "");
    awaitLine(second, "DB loaded from disk");
    awaitLine(second, "Ready to accept connections tcp");
    try (Jedis client = new Jedis("127.0.0.1", port, PATIENCE)) {
      assertThat(client.get("a")).isEqualTo("1");
      client.set("a", "2");
      terminate(second);
    }
    assertThat(second.waitFor()).isZero();
    assertThat(Files.size(folder.resolve("dump.rdb"))).isPositive();
  }

  @Test
  void whatCantBeSavedKeepsItRunning() throws Exception {
    int port = freePort();
    Process program =
        start("dir \"" + folder + "\"\nsave 900 1", "-", "--port", Integer.toString(port));
    awaitLine(program, "Ready to accept connections tcp");
    Files.createDirectory(folder.resolve("dump.rdb"));
    Files.createFile(folder.resolve("dump.rdb").resolve("in the way"));
    terminate(program);
    awaitLine(program, "Error trying to save the DB, can't exit");
    awaitLine(program, "Errors trying to shut down");
    try (Jedis client = new Jedis("127.0.0.1", port, PATIENCE)) {
      assertThat(client.ping()).isEqualTo("PONG");
      assertThat(client.configSet("shutdown-on-sigterm", "nosave")).isEqualTo("OK");
    }
    terminate(program);
    awaitLine(program, "bye bye");
    assertThat(program.waitFor()).isZero();
  }

  @Test
  void anEndWhileDataAreLoadedSavesNothing() throws Exception {
    int port = freePort();
    String conf = "save 900 1\nenable-debug-command yes\ndir \"" + folder + "\"\nport " + port;
    Process first = start(conf, "-");
    awaitLine(first, "Ready to accept connections tcp");
    try (Jedis client = new Jedis("127.0.0.1", port, PATIENCE)) {
      client.sendCommand(() -> "DEBUG".getBytes(UTF_8), "POPULATE", "10000");
    }
    terminate(first);
    assertThat(first.waitFor()).isZero();
    byte[] saved = Files.readAllBytes(folder.resolve("dump.rdb"));

    Path pid = folder.resolve("pid");
    Process second = start(conf + "\nkey-load-delay 100000\npidfile " + pid, "-");
    awaitLine(second, "Loading ");
    terminate(second);
    assertThat(second.waitFor(PATIENCE, TimeUnit.MILLISECONDS)).isTrue();
    assertThat(second.exitValue()).isZero();
    assertThat(Files.readAllBytes(folder.resolve("dump.rdb"))).isEqualTo(saved);
    assertThat(pid).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aCrashIsReported() throws Exception {
    int port = freePort();
    String conf = "save ''\nlua-time-limit 1\nenable-debug-command yes\nport " + port;
    Process program = start(conf, "-");
    awaitLine(program, "Ready to accept connections tcp");
    signal("ALRM", program);
    awaitLine(program, "Received SIGALRM");
    awaitLine(program, "STACK TRACE DONE");
    try (Jedis client = new Jedis("127.0.0.1", port, PATIENCE)) {
      client.eval("for i = 1, 100000 do redis.call('PING') end");
      awaitLine(program, "Slow script detected");
      assertThatThrownBy(() -> client.sendCommand(() -> "DEBUG".getBytes(UTF_8), "SEGFAULT"))
          .isInstanceOf(JedisConnectionException.class);
    }
    awaitLine(program, "crashed by signal");
    awaitLine(program, "DebugCommand.run");
    awaitLine(program, "STACK TRACE DONE");
    assertThat(program.waitFor()).isEqualTo(134);

    Process other = start("save ''\ncrash-log-enabled no\nport " + port, "-");
    awaitLine(other, "Ready to accept connections tcp");
    signal("ABRT", other);
    awaitLine(other, "crashed by signal");
    assertThat(other.waitFor()).isEqualTo(134);
    assertThat(other.inputReader(UTF_8).lines()).isEmpty();
  }

  private static void signal(String name, Process process) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  @Test
  void mistakesAreToldByTheirLine() throws Exception {
    assertThat(refused("--port", "6379", "6380"))
        .contains("FATAL CONFIG FILE ERROR", "at line 1", ">>> 'port \"6379\" \"6380\"'")
        .endsWith("wrong number of arguments\n");
    assertThat(refused("--daemonize", "yes")).contains("foreground");
    assertThat(refused(folder.resolve("none.conf").toString())).contains("No such file");
  }

  private String refused(String... args) throws Exception {
    Process process = start("", args);
    String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    return said;
  }

  private Process start(String input, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(RedisServer.class.getName());
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).start();
    processes.add(process);
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
    return process;
  }

  /** SIGTERM. Asked of the process itself, the JDK would close its streams, too. */
  private static void terminate(Process process) {
    assertThat(process.toHandle().destroy()).isTrue();
  }

  /** Reads lines into the log until one holds {@code text}. */
  private void awaitLine(Process process, String text) throws IOException {
    BufferedReader lines = process.inputReader(UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      log.add(line);
      if (line.contains(text)) {
        return;
      }
    }
    boolean ended = !process.isAlive() || waited(process);
    String errors = ended ? new String(process.getErrorStream().readAllBytes(), UTF_8) : "";
    throw new AssertionError("no line with '" + text + "' in " + log + errors);
  }

  private static boolean waited(Process process) {
    try {
      return process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
