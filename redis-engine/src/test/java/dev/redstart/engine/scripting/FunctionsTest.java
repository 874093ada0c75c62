package dev.redstart.engine.scripting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.EngineTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionsTest extends EngineTest {

  private static final String SETTER =
      "\"#!lua name=lib\\nredis.register_function('set', function(k, a) return"
          + " redis.call('SET', k[1], a[1]) end)\"";

  FunctionsTest() {
    super("enable-debug-command", "yes");
  }

  @Test
  void librariesAreLoggedAsTheyCame() {
    run("FUNCTION LOAD " + SETTER);
    run("FCALL set 1 k v");
    run("FUNCTION DELETE lib");
    run("FUNCTION FLUSH");
    List<String> log = engine.log();
    assertThat(log).hasSize(4);
    assertThat(log.get(0)).startsWith("FUNCTION LOAD ");
    assertThat(log.subList(1, 4))
        .containsExactly("SET k v", "FUNCTION DELETE lib", "FUNCTION FLUSH");
  }

  @Test
  void whatCantBeLoadedLeavesAllAsItWas() {
    run("FUNCTION LOAD " + SETTER);
    run("FUNCTION LOAD REPLACE \"#!lua name=lib\\nredis.register_function('set', 1)\"")
        .isErrorLike("ERR Error registering functions: ");
    run("FCALL set 1 k v").isOk();
  }

  @Test
  void allLibrariesAreRestoredOrNone() {
    run("FUNCTION LOAD " + SETTER);
    run("FUNCTION LOAD \"#!lua name=two\\nredis.register_function('f', function() return 2 end)\"");
    Reply dump = run("FUNCTION DUMP").reply();
    Bytes payload = ((Reply.Bulk) dump).value();
    run("FUNCTION DELETE two");
    assertThat(restore(payload, "APPEND")).isEqualTo(failure("ERR Library lib already exists"));
    run("FCALL f 0").isError("ERR Function not found");
    run("FUNCTION FLUSH");
    assertThat(restore(payload, "APPEND")).isEqualTo(Reply.ok());
    assertThat(restore(payload, "REPLACE")).isEqualTo(Reply.ok());
    assertThat(restore(payload, "FLUSH")).isEqualTo(Reply.ok());
    run("FCALL f 0").isInteger(2);
  }

  @Test
  void whatIsForgottenIsCounted() {
    run("FUNCTION LOAD " + SETTER);
    run("FUNCTION FLUSH SYNC");
    assertThat(run("INFO memory").reply().asText()).contains("lazyfreed_objects:0");
    run("FUNCTION LOAD " + SETTER);
    run("FUNCTION FLUSH ASYNC");
    assertThat(run("INFO memory").reply().asText()).contains("lazyfreed_objects:2");
    for (int i = 0; i < 501; i++) {
      run("EVAL \"return " + i + "\" 0");
    }
    assertThat(run("INFO stats").reply().asText()).contains("evicted_scripts:1\r");
    run("CONFIG RESETSTAT");
    assertThat(run("INFO stats").reply().asText()).contains("evicted_scripts:0\r");
  }

  @Test
  void librariesSurviveInFiles() {
    run("FUNCTION LOAD " + SETTER);
    run("DEBUG RELOAD").isOk();
    run("FCALL set 1 k v").isOk();
  }

  @Test
  void oneLibraryReachesNothingOfAnother() {
    run(
        "FUNCTION LOAD \"#!lua name=a\\nlocal lib = redis\\nredis.register_function('set',"
            + " function() lib.x = 1 end) redis.register_function('late', function()"
            + " lib.register_function('x', function() end) end)\"");
    run("FCALL set 0").isErrorLike("ERR user_function:3: Attempt to modify a readonly table");
    run("FCALL late 0").isErrorLike("ERR redis.register_function can only be called on FUNCTION");
  }

  private Reply restore(Bytes payload, String policy) {
    return engine
        .session("")
        .execute(Bytes.of("FUNCTION"), Bytes.of("RESTORE"), payload, Bytes.of(policy));
  }

  private static Reply failure(String text) {
    return new Reply.Failure(text);
  }
}
