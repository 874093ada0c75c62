package dev.redstart.engine.scripting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What once broke servers with scripts ends in an error here, and the engine goes on. The names are
 * those of the flaws.
 */
@Timeout(120)
class ScriptSecurityTest {

  private final RedisEngine engine =
      RedisEngine.builder()
          .setting("script-memory", "32mb")
          .setting("enable-debug-command", "yes")
          .build();
  private final Session session = engine.session();
  private final long seed = Long.getLong("seed", new Random().nextLong());

  @AfterEach
  void theEngineGoesOn() {
    assertThat(eval("return redis.call('INCR', 'alive')")).isEqualTo(Reply.integer(1));
    session.close();
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for i = 1, 1e9 do t[i] = i end",
        "for i = 1, 1e9 do t[i] = {} end",
        "for i = 1, 1e9 do t[i] = 'x' .. i end",
        "for i = 1, 1e9 do t['x' .. i] = i end",
        "for i = 1, 1e9 do t[i] = function() return i end end",
        "for i = 1, 1e9 do t[i] = redis.call('ECHO', i) end",
        "for i = 1, 1e9 do t[i] = cjson.decode('[1, {\"a\": 2}]') end",
        "for i = 1, 1e9 do t = {t} end",
        "local s = 'x' while true do s = s .. s end",
        "return string.rep('x', 2 ^ 30)",
        "return #(('x'):rep(1e6):gsub('x', ('y'):rep(1e5)))"
      })
  void memoryHasALimitThatIsFoundSoon(String script) {
    long began = System.nanoTime();
    assertFails("local t = {} " + script);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while true do end",
        "while true do pcall(function() while true do end end) end",
        "return string.find(string.rep('a', 1e5), string.rep('.-', 50) .. 'b')"
      })
  void whatNeverEndsCanBeKilled(String script) {
    CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(() -> evalElsewhere(script));
    Reply killed = Reply.nil();
    while (!killed.equals(Reply.ok())) {
      killed = session.execute("SCRIPT", "KILL");
    }
    assertThat(((Reply.Failure) reply.join()).message())
        .startsWith("ERR Script killed by user with SCRIPT KILL... script: ")
        .endsWith(", on @user_script:1.");
  }

  private Reply evalElsewhere(String script) {
    try (Session other = engine.session()) {
      return other.execute("EVAL", script, "0");
    }
  }

  @Test
  void recursionWithoutEnd() {
    assertFails("local function f() return 1 + f() end return f()");
    assertFails("local function f() return pcall(f) end return 1 + f()");
    assertFails("return setmetatable({}, {__index = function(t, k) return t[k] end}).x");
  }

  @Test
  void tenMegabytesAndAThousandBrackets() {
    Reply reply = eval("local x = 0\n" + "x = x + 1\n".repeat(1_000_000) + "return x");
    assertThat(reply).isEqualTo(Reply.integer(1_000_000));
    assertFails("return " + "(".repeat(1_000) + "1" + ")".repeat(1_000));
    assertFails("return " + "{".repeat(1_000) + "}".repeat(1_000));
  }

  /** CVE-2025-49844. */
  @Test
  void case01ChunksAreCompiledWhileScriptsAreFlushed() {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> flusher = CompletableFuture.runAsync(() -> flushUntil(over));
    for (int i = 0; i < 30; i++) {
      assertFails("return " + "function() ".repeat(10_000) + i);
      assertThat(eval("return " + i)).isEqualTo(Reply.integer(i));
    }
    over.set(true);
    flusher.join();
  }

  private void flushUntil(AtomicBoolean over) {
    try (Session other = engine.session()) {
      while (!over.get()) {
        other.execute("SCRIPT", "FLUSH");
      }
    }
  }

  /** CVE-2025-46817. */
  @Test
  void case02UnpackDoesNotOverflow() {
    assertFails("return {unpack({0, 0}, -1, 2147483647)}");
    assertFails("return {unpack({0, 0}, -2147483648, 2147483647)}");
    assertThat(eval("return {unpack({0, 0}, 0, 2 ^ 53)}")).isEqualTo(Reply.array());
  }

  /** CVE-2025-46818. */
  @Test
  void case03NothingIsLeftForTheScriptsOfOthers() {
    assertFails("getmetatable('').__index = function() return 1 end");
    assertFails("setmetatable(redis, {__index = function() return 1 end})");
    assertFails("rawset(getmetatable(_G), '__index', nil)");
    assertThat(eval("return ('x'):rep(3)")).isEqualTo(Reply.bulk("xxx"));
  }

  /** CVE-2025-46819. */
  @Test
  void case04LongBracketsThatDoNotEnd() {
    for (String source : new String[] {"[", "[=", "[==[", "--[==["}) {
      String padded = source.replace("=", "=".repeat(1 << 19));
      session.execute("EVAL", "return " + padded + "x", "0");
    }
    assertFails("return [" + "=".repeat(1 << 20));
  }

  /** CVE-2024-46981. */
  @Test
  void case05TheCollectorRunsNoScript() {
    String script =
        "local n = 0 setmetatable({}, {__gc = function() n = 1 end}) collectgarbage() return n";
    assertThat(eval(script)).isEqualTo(Reply.integer(0));
    assertThat(eval("return type(newproxy(true))")).isEqualTo(Reply.bulk("userdata"));
  }

  /** CVE-2024-31449. */
  @Test
  void case06TohexIsBounded() {
    assertThat(eval("return bit.tohex(65535, -2147483648)")).isEqualTo(Reply.bulk("0000FFFF"));
    assertThat(eval("return bit.tohex(65535, 2147483647)")).isEqualTo(Reply.bulk("0000ffff"));
  }

  /** CVE-2022-24735 and CVE-2022-24736. */
  @Test
  void case07LibrariesCantBeReplaced() {
    eval("setfenv(0, {}) setfenv(1, {})");
    for (String attack :
        new String[] {
          "redis.call = function() end",
          "_G.redis = nil",
          "string.format = nil",
          "rawset(_G, 'tostring', nil)",
          "tostring = 1",
          "table.insert(redis, 1)",
          "return " + "\0",
          "=",
          "local function end"
        }) {
      assertFails(attack);
    }
  }

  /** CVE-2022-24834. */
  @Test
  void case08EncodersAreBounded() {
    assertFails("local t = {} t[1] = t return cjson.encode(t)");
    assertFails("local t = {} for i = 1, 10000 do t = {t} end return cjson.encode(t)");
    assertFails("return cjson.decode(('['):rep(10000))");
    assertFails("return cjson.encode({[1] = 1, [2 ^ 40] = 2})");
    assertFails("return cjson.encode({('\\0'):rep(2e7)})");
    eval("local t = {} t[1] = t return cmsgpack.pack(t)");
    assertFails("return cmsgpack.pack(('x'):rep(2e7), ('x'):rep(2e7), ('x'):rep(2e7))");
  }

  /** CVE-2018-11218 and CVE-2018-11219. */
  @Test
  void case09UnpackersTakeAnyBytes() {
    assertFails("return struct.pack('>I2147483648', '1')");
    assertFails("return struct.unpack('>c2147483647', 'x')");
    assertFails("return struct.unpack('i4', 'xxxx', -2147483648)");
    Random random = new Random(seed);
    String script =
        "for i = 1, #ARGV do pcall(cmsgpack.unpack, ARGV[i]) pcall(struct.unpack, ARGV[i], ARGV[i])"
            + " pcall(cjson.decode, ARGV[i]) end return 1";
    for (int round = 0; round < 200; round++) {
      Bytes[] call = new Bytes[103];
      call[0] = Bytes.of("EVAL");
      call[1] = Bytes.of(script);
      call[2] = Bytes.of("0");
      for (int i = 3; i < call.length; i++) {
        byte[] bytes = new byte[random.nextInt(24)];
        random.nextBytes(bytes);
        call[i] = Bytes.wrap(bytes);
      }
      assertThat(session.execute(call)).as("-Dseed=%d", seed).isEqualTo(Reply.integer(1));
    }
  }

  /** CVE-2015-4335 and CVE-2022-0543. */
  @Test
  void case10NoCompiledCodeAndNoHost() {
    assertThat(eval("return loadstring(string.dump(function() end))")).isEqualTo(Reply.nil());
    assertThat(eval("return loadstring('\\27Lua')")).isEqualTo(Reply.nil());
    assertFails("return loadstring(string.dump(function() return 1 end))()");
    for (String name : new String[] {"package", "require", "io", "debug", "luajava", "dofile"}) {
      assertFails("return " + name);
    }
    assertThat(eval("return os.execute or os.getenv or os.remove")).isEqualTo(Reply.nil());
  }

  /** CVE-2026-23631, as far as it goes while nothing is replicated: everything is loaded anew. */
  @Test
  void case11FunctionsRunWhileTheyAreLoadedAgain() {
    String library =
        "#!lua name=l\nredis.register_function('f', function(k) return redis.call('INCR', k[1]) end)";
    session.execute("FUNCTION", "LOAD", library);
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> reloader =
        CompletableFuture.runAsync(
            () -> {
              try (Session other = engine.session()) {
                while (!over.get()) {
                  other.execute("DEBUG", "RELOAD");
                }
              }
            });
    for (int i = 1; i <= 1_000; i++) {
      assertThat(session.execute("FCALL", "f", "1", "n")).isEqualTo(Reply.integer(i));
    }
    over.set(true);
    reloader.join();
  }

  /** Line breaks in errors and states would let a script forge replies. */
  @Test
  void case30RepliesOfOneLineStayOneLine() {
    for (String script :
        new String[] {
          "return redis.error_reply('x\\r\\n+OK')",
          "return {err = 'x\\r\\n+OK'}",
          "return {ok = 'x\\r\\n+OK'}",
          "error('x\\r\\n+OK')",
          "return redis.call('x\\r\\n+OK')",
          "return redis.pcall('x\\r\\n+OK')",
          "redis.setresp(3) return {big_number = '1\\r\\n+OK'}"
        }) {
      assertThat(eval(script).toString()).as(script).doesNotContain("\r", "\n");
    }
  }

  private Reply eval(String script) {
    return session.execute("EVAL", script, "0");
  }

  private void assertFails(String script) {
    String shown = script.substring(0, Math.min(60, script.length()));
    assertThat(eval(script)).as(shown).isInstanceOf(Reply.Failure.class);
  }
}
