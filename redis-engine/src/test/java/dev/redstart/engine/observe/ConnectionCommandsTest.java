package dev.redstart.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionCommandsTest {

  private final RedisEngine engine = RedisEngine.builder().build();
  private final Session one = engine.session();
  private final Session two = engine.session();

  @AfterEach
  void close() {
    one.close();
    two.close();
    engine.close();
  }

  @Test
  void pingAndEchoAnswer() {
    assertThat(one.execute("PING")).isEqualTo(Reply.simple("PONG"));
    assertThat(one.execute("PING", "x")).isEqualTo(Reply.bulk("x"));
    assertThat(error(one.execute("PING", "x", "y")))
        .isEqualTo("ERR wrong number of arguments for 'ping' command");
    assertThat(one.execute("ECHO", "x")).isEqualTo(Reply.bulk("x"));
  }

  @Test
  void selectChoosesTheDatabase() {
    assertThat(one.execute("SELECT", "3")).isEqualTo(Reply.ok());
    assertThat(one.database()).isEqualTo(3);
    assertThat(error(one.execute("SELECT", "16"))).isEqualTo("ERR DB index is out of range");
    assertThat(error(one.execute("SELECT", "x")))
        .isEqualTo("ERR value is not an integer or out of range");
  }

  @Test
  void clientsAreShownFromTheirFirstClientCommandOn() {
    long id = one.execute("CLIENT", "ID").asLong();
    one.execute("CLIENT", "SETNAME", "first");
    one.execute("CLIENT", "SETINFO", "LIB-NAME", "lib");
    one.execute("CLIENT", "SETINFO", "lib-ver", "1.2");
    String list = two.execute("CLIENT", "LIST", "ID", Long.toString(id)).asText();
    assertThat(list)
        .startsWith("id=" + id + " addr=?:0 laddr=?:0 ")
        .contains(" name=first ", " db=0 ", " cmd=client|setinfo ", " resp=3 ")
        .endsWith(" lib-name=lib lib-ver=1.2\n");
    assertThat(one.execute("CLIENT", "INFO").asText()).contains("cmd=client|info");
    one.close();
    assertThat(two.execute("CLIENT", "LIST", "ID", Long.toString(id)).asText()).isEmpty();
  }

  @Test
  void namesMustBeOneWord() {
    assertThat(one.execute("CLIENT", "GETNAME").isNull()).isTrue();
    assertThat(error(one.execute("CLIENT", "SETNAME", "a b")))
        .isEqualTo("ERR Client names cannot contain spaces, newlines or special characters.");
    assertThat(error(one.execute("CLIENT", "SETINFO", "LIB-NAME", "a\nb")))
        .isEqualTo("ERR LIB-NAME cannot contain spaces, newlines or special characters.");
    assertThat(error(one.execute("CLIENT", "SETINFO", "foo", "b")))
        .isEqualTo("ERR Unrecognized option 'foo'");
  }

  @Test
  void repliesCanBeTurnedOff() {
    one.execute("CLIENT", "REPLY", "SKIP");
    assertThat(one.client().wants(Reply.ok())).isFalse();
    one.execute("PING");
    assertThat(one.client().wants(Reply.ok())).isFalse();
    one.execute("PING");
    assertThat(one.client().wants(Reply.ok())).isTrue();
    assertThat(one.execute("CLIENT", "REPLY", "OFF")).isEqualTo(Reply.Absent.NOTHING);
    assertThat(one.client().wants(Reply.ok())).isFalse();
    assertThat(one.client().wants(Reply.ok())).isFalse();
    assertThat(one.execute("CLIENT", "REPLY", "ON")).isEqualTo(Reply.ok());
    assertThat(one.client().wants(Reply.ok())).isTrue();
  }

  @Test
  void killRefusesWhatItDoesNotKnow() {
    assertThat(error(one.execute("CLIENT", "KILL", "foo"))).isEqualTo("ERR No such client");
    assertThat(error(one.execute("CLIENT", "KILL", "ID", "x")))
        .isEqualTo("ERR client-id should be greater than 0");
    assertThat(error(one.execute("CLIENT", "KILL", "TYPE", "foo")))
        .isEqualTo("ERR Unknown client type 'foo'");
    assertThat(error(one.execute("CLIENT", "KILL", "MAXAGE", "x")))
        .isEqualTo("ERR maxage is not an integer or out of range");
    assertThat(error(one.execute("CLIENT", "KILL", "SKIPME", "maybe")))
        .isEqualTo("ERR syntax error");
    assertThat(error(one.execute("CLIENT", "KILL", "USER", "nobody")))
        .isEqualTo("ERR No such user 'nobody'");
    assertThat(one.execute("CLIENT", "KILL", "ID", "99").asLong()).isZero();
    assertThat(one.execute("CLIENT", "KILL", "USER", "default", "SKIPME", "no").asLong())
        .isEqualTo(1);
  }

  @Test
  void unblockEndsAWait() throws Exception {
    long id = one.execute("CLIENT", "ID").asLong();
    assertThat(two.execute("CLIENT", "UNBLOCK", Long.toString(id)).asLong()).isZero();
    CompletableFuture<Reply> pop = one.executeAsync(words("BLPOP", "list", "0"));
    assertThat(two.execute("CLIENT", "LIST").asText()).contains(" flags=b ");
    assertThat(two.execute("CLIENT", "UNBLOCK", Long.toString(id), "TIMEOUT").asLong())
        .isEqualTo(1);
    assertThat(pop.get().isNull()).isTrue();
    pop = one.executeAsync(words("BLPOP", "list", "0"));
    assertThat(two.execute("CLIENT", "UNBLOCK", Long.toString(id), "ERROR").asLong()).isEqualTo(1);
    assertThat(error(pop.get())).isEqualTo("UNBLOCKED client unblocked via CLIENT UNBLOCK");
  }

  @Test
  void pauseLetsWritesWait() throws Exception {
    assertThat(two.execute("CLIENT", "PAUSE", "100000", "WRITE")).isEqualTo(Reply.ok());
    CompletableFuture<Reply> set = one.executeAsync(words("SET", "k", "v"));
    assertThat(set).isNotDone();
    assertThat(two.execute("GET", "k").isNull()).isTrue();
    assertThat(two.execute("INFO", "clients").asText()).contains("blocked_clients:1\r\n");
    assertThat(two.execute("CLIENT", "UNPAUSE")).isEqualTo(Reply.ok());
    assertThat(set.get()).isEqualTo(Reply.ok());
    assertThat(two.execute("GET", "k").asText()).isEqualTo("v");
  }

  @Test
  void resetMakesItNew() {
    one.execute("CLIENT", "SETNAME", "x");
    one.execute("SELECT", "2");
    one.execute("MULTI");
    one.execute("SET", "k", "v");
    assertThat(one.execute("RESET")).isEqualTo(Reply.simple("RESET"));
    assertThat(one.client().protocol()).isEqualTo(2);
    assertThat(one.database()).isZero();
    assertThat(one.execute("GET", "k").isNull()).isTrue();
    assertThat(one.execute("CLIENT", "GETNAME").isNull()).isTrue();
  }

  private static Bytes[] words(String... words) {
    Bytes[] args = new Bytes[words.length];
    for (int i = 0; i < words.length; i++) {
      args[i] = Bytes.of(words[i]);
    }
    return args;
  }

  private static String error(Reply reply) {
    return ((Reply.Failure) reply).message();
  }
}
