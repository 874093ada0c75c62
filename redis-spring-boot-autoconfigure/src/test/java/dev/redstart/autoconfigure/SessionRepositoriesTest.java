package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.testing.ManualClock;
import dev.redstart.engine.testing.RealServer;
import dev.redstart.session.Losses;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.ReactiveFindByIndexNameSessionRepository;
import org.springframework.session.ReactiveSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.events.AbstractSessionEvent;
import org.springframework.session.events.SessionCreatedEvent;
import org.springframework.session.events.SessionDeletedEvent;
import org.springframework.session.events.SessionExpiredEvent;

/**
 * All of Spring Session's repositories, on the engine, on another of its databases, on a server.
 */
class SessionRepositoriesTest {

  /** Within so long of its deadline a key is gone, and its event on the way. */
  private static final Duration ON_TIME = Duration.ofMillis(10);

  private static RealServer server;

  private final BlockingQueue<AbstractSessionEvent> events = new LinkedBlockingQueue<>();
  private final ManualClock clock = new ManualClock();

  enum Kind {
    SIMPLE,
    INDEXED,
    REACTIVE,
    REACTIVE_INDEXED;

    boolean isReactive() {
      return this == REACTIVE || this == REACTIVE_INDEXED;
    }

    /** The attribute that the index of users is made of. */
    String user() {
      return isReactive()
          ? ReactiveFindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME
          : FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
    }

    boolean isIndexed() {
      return this == INDEXED || this == REACTIVE_INDEXED;
    }
  }

  enum Where {
    EMBEDDED("redstart.database=0"),
    DATABASE("redstart.database=3"),
    SERVER("redstart.mode=remote"),
    DATABASE_OF_SERVER("redstart.mode=remote", "spring.data.redis.database=3");

    private final String[] properties;

    Where(String... properties) {
      this.properties = properties;
    }

    boolean isEmbedded() {
      return this == EMBEDDED || this == DATABASE;
    }
  }

  @BeforeAll
  static void start() {
    server = RealServer.required();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void empty() {
    try (var door = server.door(2)) {
      door.run("FLUSHALL");
    }
  }

  static Stream<Arguments> everywhere() {
    return EnumSet.allOf(Kind.class).stream()
        .flatMap(kind -> Arrays.stream(Where.values()).map(where -> Arguments.of(kind, where)));
  }

  static Stream<Arguments> indexed() {
    return everywhere().filter(it -> ((Kind) it.get()[0]).isIndexed());
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void keepsWhatASessionHolds(Kind kind, Where where) {
    run(
        kind,
        where,
        (sessions, context) -> {
          Session session = sessions.create();
          session.setAttribute("basket", "kettle");
          sessions.save(session);
          String first = session.getId();
          Session found = sessions.find(first);
          assertThat(found.<String>getAttribute("basket")).isEqualTo("kettle");
          String second = found.changeSessionId();
          found.removeAttribute("basket");
          sessions.save(found);
          assertThat(sessions.find(first)).isNull();
          assertThat(sessions.find(second).getAttributeNames()).isEmpty();
          sessions.delete(second);
          assertThat(sessions.find(second)).isNull();
        });
  }

  @ParameterizedTest
  @MethodSource("indexed")
  void findsAndEndsAllSessionsOfAUser(Kind kind, Where where) {
    run(
        kind,
        where,
        (sessions, context) -> {
          String one = of(kind, sessions, "ada", Duration.ofMinutes(30));
          String two = of(kind, sessions, "ada", Duration.ofMinutes(30));
          of(kind, sessions, "grace", Duration.ofMinutes(30));
          assertThat(sessions.ofUser("ada")).containsOnlyKeys(one, two);
          sessions.ofUser("ada").keySet().forEach(sessions::delete);
          assertThat(sessions.ofUser("ada")).isEmpty();
          assertThat(sessions.ofUser("grace")).hasSize(1);
          // The reactive repository has often deleted a session before it learns that it did.
          for (int i = 0; i < 2 && !kind.isReactive(); i++) {
            SessionDeletedEvent end = next(SessionDeletedEvent.class);
            assertThat(end.getSessionId()).isIn(one, two);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("indexed")
  void tellsOfTheEndOfASessionWithTheSession(Kind kind, Where where) {
    run(
        kind,
        where,
        (sessions, context) -> {
          Duration life = where.isEmbedded() ? Duration.ofMinutes(30) : Duration.ofSeconds(1);
          String id = of(kind, sessions, "ada", life);
          assertThat(next(SessionCreatedEvent.class).getSessionId()).isEqualTo(id);
          if (where.isEmbedded()) {
            clock.advance(life.minusMillis(1));
            assertThat(sessions.ofUser("ada")).hasSize(1);
            clock.advance(ON_TIME);
          }
          SessionExpiredEvent end = next(SessionExpiredEvent.class);
          assertThat(end.getSessionId()).isEqualTo(id);
          assertThat(end.getSession().<String>getAttribute(kind.user())).isEqualTo("ada");
          assertThat(events).isEmpty();
        });
  }

  @ParameterizedTest
  @CsvSource({"INDEXED, no", "INDEXED, yes", "REACTIVE_INDEXED, no", "REACTIVE_INDEXED, yes"})
  void tellsOfItAfterARestart(Kind kind, String log, @TempDir Path dir) {
    String[] saved = new String[1];
    try (RedisEngine engine = engine(dir, log)) {
      run(
          kind,
          engine,
          (sessions, context) -> saved[0] = of(kind, sessions, "ada", Duration.ofHours(1)));
      if (log.equals("no")) {
        assertThat(engine.session().execute("SAVE").failure()).isNull();
      }
    }
    clock.advance(Duration.ofMinutes(59));
    events.clear();
    try (RedisEngine engine = engine(dir, log)) {
      run(
          kind,
          engine,
          (sessions, context) -> {
            assertThat(sessions.find(saved[0])).isNotNull();
            clock.advance(Duration.ofMinutes(1).plus(ON_TIME));
            SessionExpiredEvent end = next(SessionExpiredEvent.class);
            assertThat(end.getSessionId()).isEqualTo(saved[0]);
            assertThat(end.getSession().<String>getAttribute(kind.user())).isEqualTo("ada");
          });
    }
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void takesForMissingWhatItCannotRead(Kind kind, Where where) {
    run(
        kind,
        where,
        (sessions, context) -> {
          Session session = sessions.create();
          session.setAttribute("basket", "kettle");
          session.setAttribute("name", "Ada");
          sessions.save(session);
          spoil(context, session.getId(), "sessionAttr:basket");

          Session found = sessions.find(session.getId());
          assertThat(found.getAttributeNames()).containsExactly("name");
          assertThat(context.getBean(Losses.class).attributes()).isEqualTo(1);

          spoil(context, session.getId(), "creationTime");
          assertThat(sessions.find(session.getId())).isNull();
          sessions.save(sessions.create());
          assertThat(losses(context, "session")).isEqualTo(1);
          assertThat(losses(context, "attribute")).isEqualTo(1);
        });
  }

  private static String of(Kind kind, Sessions sessions, String user, Duration life) {
    Session session = sessions.create();
    session.setMaxInactiveInterval(life);
    session.setAttribute(kind.user(), user);
    sessions.save(session);
    return session.getId();
  }

  private <E extends AbstractSessionEvent> E next(Class<E> type) {
    try {
      AbstractSessionEvent event = events.poll(20, TimeUnit.SECONDS);
      while (event != null && !type.isInstance(event)) {
        event = events.poll(20, TimeUnit.SECONDS);
      }
      assertThat(event).as("an event").isNotNull();
      return type.cast(event);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As if the class of the attribute had changed. */
  private static void spoil(ApplicationContext context, String id, String field) {
    try (RedisConnection it = context.getBean(RedisConnectionFactory.class).getConnection()) {
      byte[] key = bytes("spring:session:sessions:" + id);
      it.hashCommands().hSet(key, bytes(field), bytes("neither Java nor JSON"));
    }
  }

  private static double losses(ApplicationContext context, String what) {
    MeterRegistry meters = new SimpleMeterRegistry();
    context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(meters));
    return meters.get("redstart.session.undecodable").tag("what", what).functionCounter().count();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private RedisEngine engine(Path dir, String log) {
    return RedisEngine.builder()
        .clock(clock)
        .setting("dir", dir.toString())
        .setting("dbfilename", "dump.rdb")
        .setting("appendonly", log)
        .build();
  }

  private void run(Kind kind, RedisEngine engine, BiConsumer<Sessions, ApplicationContext> test) {
    run(kind, new String[0], engine, test);
  }

  private void run(Kind kind, Where where, BiConsumer<Sessions, ApplicationContext> test) {
    try (RedisEngine engine = RedisEngine.builder().clock(clock).build()) {
      run(kind, where.properties, where.isEmbedded() ? engine : null, test);
    }
  }

  private void run(
      Kind kind,
      String[] properties,
      RedisEngine engine,
      BiConsumer<Sessions, ApplicationContext> test) {
    if (kind.isReactive()) {
      prepared(new ReactiveWebApplicationContextRunner(), kind, properties, engine)
          .run(
              context -> {
                ReactiveSessionRepository<?> sessions =
                    context.getBean(ReactiveSessionRepository.class);
                test.accept(Sessions.of(sessions), context);
              });
    } else {
      prepared(new WebApplicationContextRunner(), kind, properties, engine)
          .run(
              context -> {
                SessionRepository<?> sessions = context.getBean(SessionRepository.class);
                test.accept(Sessions.of(sessions), context);
              });
    }
  }

  private <R extends AbstractApplicationContextRunner<R, ?, ?>> R prepared(
      R runner, Kind kind, String[] properties, RedisEngine engine) {
    R prepared =
        runner
            .withConfiguration(RedstartConfigurations.ALL)
            .withUserConfiguration(Timeouts.class)
            .withPropertyValues(
                "spring.data.redis.port=" + server.port(),
                "spring.session.data.redis.repository-type="
                    + (kind.isIndexed() ? "indexed" : "default"))
            .withPropertyValues(properties)
            .withBean("listener", ApplicationListener.class, () -> this::hear);
    return engine == null
        ? prepared
        : prepared.withBean(
            "myEngine", RedisEngine.class, () -> engine, it -> it.setDestroyMethodName(""));
  }

  @EnableConfigurationProperties(ServerProperties.class)
  static class Timeouts {}

  private void hear(Object event) {
    if (event instanceof AbstractSessionEvent it) {
      events.add(it);
    }
  }
}
