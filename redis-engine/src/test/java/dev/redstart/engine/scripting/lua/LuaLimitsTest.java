package dev.redstart.engine.scripting.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No script crashes, hangs or exhausts who runs it. */
class LuaLimitsTest {

  private static final long BUDGET = 64L << 20;

  private final StringBuilder out = new StringBuilder();
  private final LuaState state = LuaRun.state(BUDGET, out);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while true do end",
        "while true do pcall(function() while true do end end) end",
        "repeat until false",
        "for i = 1, math.huge do end",
        "local function f() return f() end f()",
        "while true do pcall(error) end",
        "for _ in function() return 1 end do end",
        "string.find(string.rep('a', 100), string.rep('a?', 30) .. string.rep('a', 130))",
        "string.gsub(string.rep('a', 100000), '.-b', 'x')",
        "coroutine.wrap(function() while true do end end)()",
        "local t = {} for i = 1, 1e6 do t[i] = i end while true do table.concat(t, ',') end",
        "table.sort({3, 1, 2}, function() while true do end end)"
      })
  void aKilledScriptEnds(String source) throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    Library.globals(state)
        .add(
            "started",
            args -> {
              runs.countDown();
              return LuaFunction.NONE;
            });
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(
            () -> run("started() " + source), task -> new Thread(task).start());
    assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
    state.kill();
    assertThatThrownBy(() -> end.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(ScriptKilled.class);
    state.endScript();
    run("print('goes on')");
    assertThat(out).endsWithIgnoringCase("goes on\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return string.rep('x', 2147483647)",
        "local s = 'x' while true do s = s .. s end",
        "local t = {} for i = 1, 1e9 do t[i] = i end",
        "local t = {} for i = 1, 1e9 do t[tostring(i)] = i end",
        "local t = {} for i = 1, 1e9 do t[i] = {} end",
        "local t = {} while true do t = {t} end",
        "local t = {('x'):rep(1e6)} for i = 1, 1e6 do t[i] = t[1] end return table.concat(t)",
        "return ('x'):rep(1e6):gsub('x', ('y'):rep(1e6))",
        "return string.format('%s', ('x'):rep(1e9))",
        "local f f = function() return 1 + f() end f()",
        "local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end return t.x",
        "return unpack({0, 0}, -1, 2147483647)",
        "return unpack({}, 1, 1e6)",
        "local c c = function() return coroutine.wrap(c)() end return c()",
        "local t = {} for i = 1, 1e5 do t[i] = coroutine.wrap(coroutine.yield) end",
        "local t = {} for i = 1, 1e5 do t[i] = coroutine.wrap(function() coroutine.yield() end) t[i]() end",
        "return ('a'):rep(1e5):find(('a?'):rep(1e5))",
        "return ('a'):rep(1e5):find(('('):rep(1e5))",
        "return #('x'):rep(1e6):rep(1e6)",
        "return ('x'):rep(-1):rep(1e9):rep(1e9) .. nil"
      })
  void whatIsTooMuchIsAnError(String source) {
    assertThatThrownBy(() -> run(source)).isInstanceOf(LuaError.class);
    state.endScript();
    run("print('goes on')");
    assertThat(out).endsWithIgnoringCase("goes on\n");
  }

  @Test
  void garbageIsNotCounted() {
    run(
        "for i = 1, 1000 do local s = ('x'):rep(1e6) local t = {} for k = 1, 100 do t[k] = k end end");
  }

  @Test
  void deepNestingIsAnError() {
    for (String[] pair :
        new String[][] {{"(", ")"}, {"{", "}"}, {"[", "]"}, {"do ", "end "}, {"f(", ")"}}) {
      for (int depth : new int[] {1_000, 100_000}) {
        String source = "return " + pair[0].repeat(depth) + pair[1].repeat(depth);
        assertThatThrownBy(() -> run(source)).isInstanceOf(LuaError.class);
      }
    }
    for (String part :
        new String[] {"a+", "a..", "not ", "- ", "a^", "a.b.", "function() return ", "a and "}) {
      String source = "return " + part.repeat(200_000) + "a";
      assertThatThrownBy(() -> run(source)).isInstanceOf(LuaError.class);
    }
  }

  @Test
  void longBracketsAreReadInTime() {
    String level = "=".repeat(1 << 20);
    for (String source :
        new String[] {
          "[" + level,
          "[" + level + "[",
          "[" + level + "[ x ]" + level,
          "--[" + level + "[ x",
          "[=[" + "]".repeat(1 << 20),
          "'" + "\\\n".repeat(1 << 20)
        }) {
      assertThatThrownBy(() -> run("x = " + source)).isInstanceOf(LuaError.class);
    }
  }

  @Test
  void aLongScriptIsCompiled() {
    run("local x = 0\n" + "x = x + 1\n".repeat(1_000_000) + "print(x)");
    assertThat(out.toString()).isEqualTo("1000000\n");
  }

  @Test
  void brokenChunksAreErrors() {
    long seed = Long.getLong("seed", System.nanoTime());
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    String source = new RandomPrograms(random).program();
    for (int i = 0; i < 2_000; i++) {
      StringBuilder broken = new StringBuilder(source);
      for (int k = random.nextInt(4); k >= 0; k--) {
        int at = random.nextInt(broken.length());
        if (random.nextBoolean()) {
          broken.setCharAt(at, (char) random.nextInt(256));
        } else {
          broken.delete(at, Math.min(broken.length(), at + random.nextInt(20)));
        }
      }
      try {
        Chunk.compile(LuaString.latin(broken.toString()), LuaString.of("=broken"));
      } catch (LuaError e) {
        assertThat(e.value()).as("-Dseed=%d", seed).isInstanceOf(LuaString.class);
      }
    }
  }

  @Test
  void coroutinesEndWithTheScript() {
    run("for i = 1, 50 do coroutine.wrap(function() coroutine.yield() end)() end");
    state.endScript();
    assertThat(state.coroutines()).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.isAlive() && thread.getName().equals("redstart-lua-coroutine"))
        .allMatch(thread -> thread.getStackTrace().length < 12);
  }

  @Test
  void readOnlyTablesStayAsTheyAre() {
    LuaTable table = new LuaTable();
    table.put("x", 1.0);
    table.makeReadOnly();
    state.globals().put("locked", table);
    for (String source :
        new String[] {
          "locked.x = 2", "locked.y = 2", "rawset(locked, 'x', 2)", "setmetatable(locked, {})",
          "table.insert(locked, 1)", "table.remove(locked)", "table.sort(locked)", "locked[1] = 1"
        }) {
      assertThatThrownBy(() -> run(source))
          .isInstanceOf(LuaError.class)
          .hasMessageContaining("readonly");
    }
  }

  private void run(String source) {
    state.call(state.load(Chunk.compile(LuaString.latin(source), LuaString.of("=chunk"))));
  }
}
