package dev.redstart.engine.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What systemd is told, at a socket like its own. */
@DisabledOnOs(OS.WINDOWS)
class SupervisorTest {

  /** Binds the socket, and prints what comes; systemd-notify then waits for a barrier to fall. */
  private static final String SYSTEMD =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1])
      print('bound', flush=True)
      while True:
          told = s.recv(4096).decode()
          if told != 'BARRIER=1':
              print(told.replace('\\n', ' '), flush=True)
      """;

  /** As systemd-notify does, for machines without systemd. */
  private static final String NOTIFY =
      """
      #!/usr/bin/env python3
      import os, socket, sys
      words = [('MAINPID=' + w[6:]) if w.startswith('--pid=') else w for w in sys.argv[1:]]
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.sendto('\\n'.join(words).encode(), os.environ['NOTIFY_SOCKET'])
      """;

  @TempDir private Path folder;

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void endAll() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void itIsToldOfTheStartAndOfTheEnd() throws Exception {
    Program.require(Program.isThere("python3"), "no python3 on the path");
    String path = System.getenv("PATH");
    if (!Program.isThere("systemd-notify")) {
      Path notify = Files.writeString(folder.resolve("systemd-notify"), NOTIFY);
      Files.setPosixFilePermissions(notify, PosixFilePermissions.fromString("rwxr-xr-x"));
      path = folder + ":" + path;
    }
    String socket = folder.resolve("socket").toString();
    Process systemd = start(Map.of(), List.of("python3", "-c", SYSTEMD, socket));
    try (BufferedReader told = systemd.inputReader(UTF_8)) {
      assertThat(told.readLine()).isEqualTo("bound");
      Process program = start(Map.of("NOTIFY_SOCKET", socket, "PATH", path), program());
      String pid = "MAINPID=" + program.pid();
      assertThat(told.readLine()).contains(pid, "STATUS=Loading data");
      assertThat(told.readLine()).contains(pid, "READY=1");
      assertThat(program.toHandle().destroy()).isTrue();
      assertThat(told.readLine()).contains(pid, "STOPPING=1");
      assertThat(program.waitFor()).isZero();
    }
  }

  private List<String> program() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx64m",
        "-cp",
        System.getProperty("java.class.path"),
        RedisServer.class.getName(),
        "--port",
        "0",
        "--save",
        "",
        "--dir",
        folder.toString(),
        "--supervised",
        "auto");
  }

  private Process start(Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    processes.add(process);
    return process;
  }
}
