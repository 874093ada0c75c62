package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.server.RespServer;
import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.session.autoconfigure.SessionAutoConfiguration;
import org.springframework.boot.session.data.redis.autoconfigure.SessionDataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.core.ReactiveRedisTemplate;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializationContext;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.session.ReactiveFindByIndexNameSessionRepository;
import org.springframework.session.ReactiveSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.data.redis.ReactiveRedisIndexedSessionRepository;
import org.springframework.session.data.redis.ReactiveRedisSessionRepository;
import org.springframework.session.data.redis.RedisIndexedSessionRepository;
import org.springframework.session.data.redis.RedisSessionRepository;
import org.springframework.session.events.SessionExpiredEvent;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sessions that live in the embedded engine, and in one that Lettuce reaches through its port. */
@ParameterizedClass
@EnumSource
class SessionTest {

  enum Mode {
    EMBEDDED,
    REMOTE
  }

  private static final RespServer SERVER = new RespServer(0);
  private static final RedisEngine ENGINE = RedisEngine.builder().with(SERVER).build();

  @Parameter private Mode mode;

  private final WebApplicationContextRunner plainRunner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartAutoConfiguration.class,
                  EmbeddedEngineAutoConfiguration.class,
                  EngineSessionAutoConfiguration.class,
                  DataRedisAutoConfiguration.class,
                  DataRedisReactiveAutoConfiguration.class,
                  SessionAutoConfiguration.class,
                  SessionDataRedisAutoConfiguration.class));
  private WebApplicationContextRunner runner;

  @BeforeEach
  void chooseMode() {
    ENGINE.session().execute("FLUSHALL");
    runner =
        plainRunner.withPropertyValues(
            "redstart.mode=" + mode,
            mode == Mode.REMOTE ? "spring.data.redis.port=" + SERVER.port() : "unused=");
  }

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void aSessionSurvivesTheNextRequest() {
    runner.run(
        context -> {
          assertThat(context).hasSingleBean(RedisSessionRepository.class);
          MockMvc mvc =
              MockMvcBuilders.standaloneSetup(new Counting())
                  .addFilters(context.getBean("springSessionRepositoryFilter", Filter.class))
                  .build();
          Cookie cookie = mvc.perform(get("/count")).andReturn().getResponse().getCookie("SESSION");
          assertThat(cookie).isNotNull();
          mvc.perform(get("/count").cookie(cookie)).andExpect(content().string("2"));
          mvc.perform(get("/count").cookie(cookie)).andExpect(content().string("3"));
          Cookie renewed =
              mvc.perform(get("/renew").cookie(cookie))
                  .andReturn()
                  .getResponse()
                  .getCookie("SESSION");
          mvc.perform(get("/count").cookie(renewed)).andExpect(content().string("4"));
          assertThat(context.getBean(StringRedisTemplate.class).keys("spring:session:*"))
              .hasSize(1);
          mvc.perform(get("/end").cookie(renewed));
          assertThat(context.getBean(StringRedisTemplate.class).keys("spring:session:*")).isEmpty();
        });
  }

  @Test
  void indexedSessionsAreFoundByName() {
    runner
        .withPropertyValues("spring.session.data.redis.repository-type=indexed")
        .run(
            context -> {
              RedisIndexedSessionRepository sessions =
                  context.getBean(RedisIndexedSessionRepository.class);
              var session = sessions.createSession();
              session.setAttribute(
                  RedisIndexedSessionRepository.PRINCIPAL_NAME_INDEX_NAME, "alice");
              sessions.save(session);
              assertThat(sessions.findByPrincipalName("alice")).containsKey(session.getId());
              sessions.deleteById(session.getId());
              assertThat(sessions.findByPrincipalName("alice")).isEmpty();
            });
  }

  @Test
  void theEndOfASessionIsNoticedInAnyDatabase() {
    BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    runner
        .withPropertyValues(
            "spring.session.data.redis.repository-type=indexed",
            (mode == Mode.REMOTE ? "spring.data.redis.database" : "redstart.database") + "=5")
        .withBean(
            "listener",
            ApplicationListener.class,
            () ->
                event -> {
                  if (event instanceof SessionExpiredEvent expired) {
                    ended.add(expired.getSessionId());
                  }
                })
        .run(
            context -> {
              RedisIndexedSessionRepository sessions =
                  context.getBean(RedisIndexedSessionRepository.class);
              var session = sessions.createSession();
              session.setMaxInactiveInterval(Duration.ofSeconds(1));
              sessions.save(session);
              assertThat(ended.poll(10, TimeUnit.SECONDS)).isEqualTo(session.getId());
            });
  }

  @Test
  void reactiveSessionsAreSavedRenamedAndDeleted() {
    runner.run(
        context -> saveRenameAndDelete(new ReactiveRedisSessionRepository(operations(context))));
  }

  private static <S extends Session> void saveRenameAndDelete(
      ReactiveSessionRepository<S> sessions) {
    S session = sessions.createSession().block();
    session.setAttribute("user", "alice");
    sessions.save(session).block();
    String before = session.getId();
    session.changeSessionId();
    sessions.save(session).block();
    assertThat(sessions.findById(before).block()).isNull();
    S found = sessions.findById(session.getId()).block();
    assertThat(found.<String>getAttribute("user")).isEqualTo("alice");
    sessions.deleteById(session.getId()).block();
    assertThat(sessions.findById(session.getId()).block()).isNull();
  }

  @Test
  void reactiveSessionsAreFoundByName() {
    runner.run(
        context -> {
          var operations = operations(context);
          var sessions =
              new ReactiveRedisIndexedSessionRepository(
                  operations,
                  new ReactiveStringRedisTemplate(
                      context.getBean(ReactiveRedisConnectionFactory.class)));
          sessions.afterPropertiesSet();
          try {
            var session = sessions.createSession().block();
            session.setAttribute(
                ReactiveFindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, "alice");
            sessions.save(session).block();
            assertThat(sessions.findByPrincipalName("alice").block())
                .containsOnlyKeys(session.getId());
            sessions.deleteById(session.getId()).block();
            assertThat(sessions.findByPrincipalName("alice").block()).isEmpty();
          } finally {
            sessions.destroy();
          }
        });
  }

  private static ReactiveRedisTemplate<String, Object> operations(ApplicationContext context) {
    return new ReactiveRedisTemplate<>(
        context.getBean(ReactiveRedisConnectionFactory.class),
        RedisSerializationContext.<String, Object>newSerializationContext(RedisSerializer.java())
            .key(RedisSerializer.string())
            .hashKey(RedisSerializer.string())
            .build());
  }

  @RestController
  static class Counting {

    @GetMapping("/count")
    String count(HttpSession session) {
      Integer before = (Integer) session.getAttribute("count");
      int now = before == null ? 1 : before + 1;
      session.setAttribute("count", now);
      return Integer.toString(now);
    }

    @GetMapping("/renew")
    String renew(HttpServletRequest request) {
      return request.changeSessionId();
    }

    @GetMapping("/end")
    String end(HttpSession session) {
      session.invalidate();
      return "";
    }
  }
}
