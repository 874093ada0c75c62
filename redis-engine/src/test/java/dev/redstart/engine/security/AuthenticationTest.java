package dev.redstart.engine.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthenticationTest {

  private static final Reply NO_AUTH = new Reply.Failure("NOAUTH Authentication required.");
  private static final Reply WRONG =
      new Reply.Failure("WRONGPASS invalid username-password pair or user is disabled.");

  private final RedisEngine engine = RedisEngine.builder().setting("requirepass", "secret").build();
  private final Session session = engine.session();

  @AfterEach
  void close() {
    session.close();
    engine.close();
  }

  @Test
  void sessionsInThisProcessNeedNoPassword() {
    assertThat(session.execute("SET", "k", "v")).isEqualTo(Reply.ok());
  }

  @Test
  void nothingButGreetingsPassesWithoutPassword() {
    session.execute("RESET");
    assertThat(session.execute("GET", "k")).isEqualTo(NO_AUTH);
    assertThat(session.execute("PING")).isEqualTo(NO_AUTH);
    assertThat(session.execute("CLIENT", "ID")).isEqualTo(NO_AUTH);
    assertThat(session.execute("GET")).isNotEqualTo(NO_AUTH);
    assertThat(session.execute("HELLO", "3"))
        .isInstanceOfSatisfying(
            Reply.Failure.class,
            f -> assertThat(f.message()).startsWith("NOAUTH HELLO must be called with"));
    assertThat(session.execute("AUTH", "wrong")).isEqualTo(WRONG);
    assertThat(session.execute("AUTH", "someone", "secret")).isEqualTo(WRONG);
    assertThat(session.execute("GET", "k")).isEqualTo(NO_AUTH);
    assertThat(session.execute("AUTH", "default", "secret")).isEqualTo(Reply.ok());
    assertThat(session.execute("GET", "k").isNull()).isTrue();
  }

  @Test
  void helloAgreesOnAllAtOnce() {
    session.execute("RESET");
    Reply hello = session.execute("HELLO", "3", "SETNAME", "me", "AUTH", "default", "secret");
    assertThat(hello).isInstanceOf(Reply.Dict.class);
    assertThat(hello.asList()).contains(Reply.bulk("proto"), Reply.integer(3));
    assertThat(session.execute("CLIENT", "GETNAME").asText()).isEqualTo("me");
  }

  @Test
  void helloRefusesWhatItDoesNotKnow() {
    assertThat(session.execute("HELLO", "4"))
        .isEqualTo(new Reply.Failure("NOPROTO unsupported protocol version"));
    assertThat(session.execute("HELLO", "x"))
        .isEqualTo(new Reply.Failure("ERR Protocol version is not an integer or out of range"));
    assertThat(session.execute("HELLO", "3", "AUTH", "a"))
        .isEqualTo(new Reply.Failure("ERR Syntax error in HELLO option 'AUTH'"));
    assertThat(session.execute("HELLO", "3", "SETNAME", "a b"))
        .isEqualTo(
            new Reply.Failure(
                "ERR Client names cannot contain spaces, newlines or special characters."));
  }

  @Test
  void thePasswordChangesWhileRunning() {
    session.execute("CONFIG", "SET", "requirepass", "");
    session.execute("RESET");
    assertThat(session.execute("PING")).isEqualTo(Reply.simple("PONG"));
    assertThat(session.execute("AUTH", "x"))
        .isEqualTo(
            new Reply.Failure(
                "ERR AUTH <password> called without any password configured for the default user."
                    + " Are you sure your configuration is correct?"));
    assertThat(session.execute("AUTH", "default", "whatever")).isEqualTo(Reply.ok());
    session.execute("CONFIG", "SET", "requirepass", "other");
    assertThat(session.execute("AUTH", "secret")).isEqualTo(WRONG);
    assertThat(session.execute("AUTH", "other")).isEqualTo(Reply.ok());
  }
}
