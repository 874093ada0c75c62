package dev.redstart.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program with BullMQ on Node that runs what it is told. */
public final class NodePeer implements AutoCloseable {

  private static final File MODULES = new File("../redis-engine/src/test/node/node_modules");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process process;
  private final BufferedReader output;
  private final PrintStream input;
  private boolean killed;

  /** Starts one with a release, such as {@code bullmq-5}; ends the test where there is none. */
  public NodePeer(String release, int port) throws IOException {
    require(release);
    ProcessBuilder builder =
        new ProcessBuilder("node", "src/test/node/peer.js", release, Integer.toString(port));
    builder.environment().put("NODE_PATH", MODULES.getAbsolutePath());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    process = builder.start();
    output = process.inputReader(UTF_8);
    input = new PrintStream(process.getOutputStream(), true, UTF_8);
  }

  /** Ends the test where a package isn't installed. */
  public static void require(String name) {
    boolean there = new File(MODULES, name).isDirectory();
    String lack = "no " + name + ": npm install in redis-engine/src/test/node";
    if (!there && "true".equals(System.getenv("CI"))) {
      Assertions.fail(lack);
    }
    Assumptions.assumeTrue(there, lack);
  }

  /** What the body of an async function returned that found "lab" and "bullmq". */
  public JsonNode run(String code) throws IOException {
    input.println(JSON.writeValueAsString(Map.of("code", code)));
    String line = output.readLine();
    Assertions.assertNotNull(line, "Node has ended");
    JsonNode answer = JSON.readTree(line);
    Assertions.assertFalse(answer.has("error"), () -> answer.get("error").asString());
    return answer.get("value");
  }

  /** Kills it as a crash would. */
  public void kill() {
    killed = true;
    process.destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    if (!killed) {
      run("await lab.close()");
    }
    input.close();
    process.destroyForcibly();
  }
}
