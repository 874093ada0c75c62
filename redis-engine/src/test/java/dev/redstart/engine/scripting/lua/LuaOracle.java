package dev.redstart.engine.scripting.lua;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Debian's {@code lua5.1}: what it prints is right. */
final class LuaOracle {

  private static final String DRIVER =
      """
      local file = io.open(arg[1], 'rb')
      local source = file:read('*a')
      local chunk, message = loadstring(source, '=chunk')
      if not chunk then print('error: ' .. tostring(message)) return end
      local fine, thrown = pcall(chunk)
      if not fine then print('error: ' .. tostring(thrown)) end
      """;

  private LuaOracle() {}

  static boolean isThere() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, "lua5.1"))) {
        return true;
      }
    }
    return false;
  }

  /**
   * What the chunk prints; an error that it ends with is the last line.
   *
   * @param what names the chunk where that doesn't come to an end
   */
  static String output(String what, String source, Path folder)
      throws IOException, InterruptedException {
    Path driver = Files.writeString(folder.resolve("driver.lua"), DRIVER);
    Path chunk = folder.resolve("chunk.lua");
    Files.write(chunk, source.getBytes(StandardCharsets.ISO_8859_1));
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder("lua5.1", driver.toString(), chunk.toString())
            .redirectOutput(out.toFile())
            .redirectErrorStream(true)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("lua5.1 doesn't come to an end: " + what);
    }
    return Files.readString(out, StandardCharsets.ISO_8859_1);
  }
}
