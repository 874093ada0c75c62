package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import dev.redstart.engine.testing.RealServer;
import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.event.EventListener;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.events.SessionDeletedEvent;
import org.springframework.session.events.SessionExpiredEvent;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The examples of docs/sessions.md, and what a visitor sees of it. */
class SessionExamplesTest {

  private static final Page PAGE = Page.of("sessions.md");

  private final WebApplicationContextRunner simple =
      new WebApplicationContextRunner().withConfiguration(RedstartConfigurations.ALL);
  private final WebApplicationContextRunner runner =
      simple.withUserConfiguration(Logins.class, Farewell.class);

  @Test
  void theManualShowsWhatIsTestedHere() {
    assertThat(PAGE.javaMissingIn(SessionExamplesTest.class)).isEmpty();
  }

  @Test
  void allSessionsOfAUserAreListedAndEndedInProcess() {
    runner
        .withPropertyValues(PAGE.block("properties", "indexed").split("\n"))
        .run(context -> listAndEnd(context.getBean(Logins.class), context.getBean(Farewell.class)));
  }

  @Test
  void allSessionsOfAUserAreListedAndEndedOnAServer() {
    try (RealServer server = RealServer.required()) {
      runner
          .withPropertyValues(PAGE.block("properties", "indexed").split("\n"))
          .withPropertyValues("redstart.mode=remote", "spring.data.redis.port=" + server.port())
          .run(
              context ->
                  listAndEnd(context.getBean(Logins.class), context.getBean(Farewell.class)));
    }
  }

  private static void listAndEnd(Logins logins, Farewell farewell) throws Exception {
    String id = logins.begin("ada");
    assertThat(logins.of("ada")).containsExactly(id);
    logins.endAll("ada");
    assertThat(logins.of("ada")).isEmpty();
    assertThat(farewell.said.poll(20, TimeUnit.SECONDS)).isEqualTo("ada");
  }

  @Test
  void aVisitorWhoseSessionCannotBeReadStartsAnew() {
    simple.run(
        context -> {
          MockMvc mvc =
              MockMvcBuilders.standaloneSetup(new Basket())
                  .addFilters(context.getBean("springSessionRepositoryFilter", Filter.class))
                  .build();
          Cookie cookie = mvc.perform(get("/add")).andReturn().getResponse().getCookie("SESSION");
          mvc.perform(get("/add").cookie(cookie)).andExpect(content().string("2"));
          StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
          String id =
              new String(Base64.getDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8);
          redis.opsForHash().put("spring:session:sessions:" + id, "sessionAttr:basket", "?");
          mvc.perform(get("/add").cookie(cookie)).andExpect(content().string("1"));
          mvc.perform(get("/add").cookie(cookie)).andExpect(content().string("2"));

          redis.opsForHash().put("spring:session:sessions:" + id, "lastAccessedTime", "?");
          Cookie renewed =
              mvc.perform(get("/add").cookie(cookie))
                  .andExpect(content().string("1"))
                  .andReturn()
                  .getResponse()
                  .getCookie("SESSION");
          assertThat(renewed).isNotNull();
          mvc.perform(get("/add").cookie(renewed)).andExpect(content().string("2"));
        });
  }

  @Test
  void lenienceCanBeSwitchedOff() {
    simple
        .withPropertyValues("redstart.session.lenient=false")
        .run(context -> assertThat(context).doesNotHaveBean("redstartSessionLosses"));
  }

  @Component
  static class Logins {

    private final FindByIndexNameSessionRepository<? extends Session> sessions;

    Logins(FindByIndexNameSessionRepository<? extends Session> sessions) {
      this.sessions = sessions;
    }

    Set<String> of(String user) {
      return sessions.findByPrincipalName(user).keySet();
    }

    void endAll(String user) {
      of(user).forEach(sessions::deleteById);
    }

    String begin(String user) {
      return begin(sessions, user);
    }

    private static <S extends Session> String begin(
        FindByIndexNameSessionRepository<S> sessions, String user) {
      S session = sessions.createSession();
      session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, user);
      sessions.save(session);
      return session.getId();
    }
  }

  @Component
  static class Farewell {

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @EventListener
    void ended(SessionExpiredEvent event) {
      say(event.getSession());
    }

    @EventListener
    void ended(SessionDeletedEvent event) {
      say(event.getSession());
    }

    private void say(Session session) {
      said.add(session.getAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME));
    }
  }

  @RestController
  static class Basket {

    @GetMapping("/add")
    String add(HttpSession session) {
      Integer before = (Integer) session.getAttribute("basket");
      int now = before == null ? 1 : before + 1;
      session.setAttribute("basket", now);
      return Integer.toString(now);
    }
  }
}
