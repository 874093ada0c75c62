package dev.redstart.engine.scripting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.testing.EngineTest;
import org.junit.jupiter.api.Test;

class ScriptingTest extends EngineTest {

  @Test
  void scriptsCallCommands() {
    run("EVAL \"return redis.call('INCRBY', KEYS[1], ARGV[1])\" 1 n 5").isInteger(5);
    run("GET n").isBulk("5");
  }

  @Test
  void whatAScriptWritesIsLoggedAsOneGroup() {
    run("EVAL \"redis.call('SET', 'a', 1) redis.call('SPOP', 'none') redis.call('INCR', 'a')\" 0");
    assertThat(engine.log()).containsExactly("SET a 1", "INCR a");
  }

  @Test
  void emptyListsAreGoneWithinTheScript() {
    run("EVAL \"redis.call('RPUSH', 'l', 1) redis.call('LPOP', 'l') return redis.call('EXISTS', 'l')\" 0")
        .isInteger(0);
  }

  @Test
  void scriptsNeverWait() {
    run("EVAL \"return redis.call('BLPOP', 'l', 0)\" 0").isNull();
  }

  @Test
  void theSelectedDatabaseIsTheScriptsOwn() {
    run("EVAL \"redis.call('SELECT', 5) return redis.call('SET', 'k', 1)\" 0");
    run("EXISTS k").isInteger(0);
  }

  @Test
  void oneScriptLeavesNothingForAnother() {
    for (String attack :
        new String[] {
          "getmetatable('').__index = function() return 1 end",
          "string.rep = nil",
          "redis.call = nil",
          "_G.redis = nil",
          "rawset(_G, 'x', 1)",
          "setmetatable(_G, nil)",
          "setmetatable(redis, {})",
          "getmetatable(_G).__index = nil",
          "cjson.encode = nil",
          "KEYS = nil",
          "x = 1"
        }) {
      run("EVAL \"" + attack + "\" 0").isErrorLike("ERR ");
    }
    run("EVAL \"return ('x'):rep(3)\" 0").isBulk("xxx");
  }

  @Test
  void nothingReachesTheHost() {
    for (String name :
        new String[] {
          "io", "require", "package", "debug", "dofile", "loadfile", "print", "luajava"
        }) {
      run("EVAL \"return " + name + "\" 0").isErrorLike("ERR user_script:1: Script attempted");
    }
    run("EVAL \"return os.execute\" 0").isNull();
    run("EVAL \"return select('#', loadstring('\\\\27Lua'))\" 0").isInteger(2);
  }

  @Test
  void knownAttacksAreErrors() {
    run("EVAL \"return {unpack({0,0},-1,2147483647)}\" 0")
        .isErrorLike("ERR user_script:1: too many");
    run("EVAL \"return bit.tohex(65535,-2147483648)\" 0").isBulk("0000FFFF");
    run("EVAL \"return struct.pack('>I2147483648','1')\" 0").isErrorLike("ERR ");
    run("EVAL \"local t = {} t[1] = t return cjson.encode(t)\" 0").isErrorLike("ERR ");
    run("EVAL \"local t = {} for i = 1, 1e9 do t[i] = i end\" 0").isErrorLike("ERR ");
    run("EVAL \"return redis.error_reply('x\\\\r\\\\n+OK')\" 0").isError("ERR x  +OK");
    run("EVAL \"error({})\" 0").isErrorLike("ERR ");
    run("EVAL \"local function f() return 1 + f() end return f()\" 0").isErrorLike("ERR ");
  }
}
