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
  void aScriptMayKeepWhatItWritesOutOfTheLog() {
    run(
        "EVAL \"redis.call('SET', 'a', 1) redis.set_repl(redis.REPL_NONE) redis.call('SET', 'b', 1)"
            + " redis.set_repl(redis.REPL_REPLICA) redis.call('SET', 'c', 1)"
            + " redis.set_repl(redis.REPL_AOF) redis.call('SET', 'd', 1)\" 0");
    run("EVAL \"redis.call('SET', 'e', 1)\" 0");
    assertThat(engine.log()).containsExactly("SET a 1", "SET d 1", "SET e 1");
  }

  @Test
  void emptyListsAreGoneWithinTheScript() {
    run("EVAL \"redis.call('RPUSH', 'l', 1) redis.call('LPOP', 'l') return redis.call('EXISTS',"
            + " 'l')\" 0")
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

  @Test
  void errorsInsideAreCountedOnce() {
    run("EVAL \"return redis.call('SELECT', 99)\" 0").isErrorLike("ERR DB index is out of range");
    run("EVAL \"return redis.pcall('SELECT', 99)\" 0").isErrorLike("ERR DB index");
    run("EVAL \"redis.pcall('SELECT', 99) return 1\" 0").isInteger(1);
    assertThat(run("INFO errorstats").reply().asText()).contains("errorstat_ERR:count=3");
    assertThat(run("INFO commandstats").reply().asText())
        .containsPattern("cmdstat_select:calls=3,.*rejected_calls=0,failed_calls=3")
        .containsPattern("cmdstat_eval:calls=3,.*rejected_calls=0,failed_calls=2");
  }

  @Test
  void whatAScriptMayNotCallIsCountedAsRejected() {
    run("EVAL_RO \"return redis.call('SET', 'k', 1)\" 0").isErrorLike("ERR Write commands");
    run("EVAL \"return redis.call('SUBSCRIBE', 'c')\" 0").isErrorLike("ERR This Redis command");
    run("EVAL \"return redis.call('GET')\" 0").isErrorLike("ERR Wrong number of args");
    run("EVAL \"return redis.call('NOTHING')\" 0").isErrorLike("ERR Unknown Redis command");
    assertThat(run("INFO errorstats").reply().asText()).contains("errorstat_ERR:count=4");
    assertThat(run("INFO commandstats").reply().asText())
        .containsPattern("cmdstat_set:calls=0,.*rejected_calls=1,failed_calls=0")
        .containsPattern("cmdstat_subscribe:calls=0,.*rejected_calls=1,failed_calls=0")
        .containsPattern("cmdstat_get:calls=0,.*rejected_calls=1,failed_calls=0");
  }

  @Test
  void errorsOfAScriptsOwnAreCountedWhereItEnds() {
    run("EVAL \"return redis.error_reply('OWN thing')\" 0").isError("OWN thing");
    run("EVAL \"error('thing')\" 0").isErrorLike("ERR user_script:1: thing");
    run("EVAL \"return redis.acl_check_cmd('SET', 'k', 1)\" 0").isInteger(1);
    assertThat(run("INFO errorstats").reply().asText())
        .contains("errorstat_ERR:count=1", "errorstat_OWN:count=1");
  }
}
