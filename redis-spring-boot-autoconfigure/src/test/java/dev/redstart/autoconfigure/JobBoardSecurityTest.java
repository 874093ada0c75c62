package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import tools.jackson.databind.JsonNode;

/** The board behind Spring Security: no look without a password, no change without a token. */
class JobBoardSecurityTest {

  private static final String ADA = basic("ada:analytical");
  private static final String GRACE = basic("grace:compiler");

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  static UserDetails ada() {
    return User.withUsername("ada").password("{noop}analytical").roles("STAFF").build();
  }

  /** Spring Security as it is unless something else is said. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableWebSecurity
  static class Usual {

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
      return secured(http).build();
    }

    @Bean
    InMemoryUserDetailsManager users() {
      return new InMemoryUserDetailsManager(ada());
    }

    static HttpSecurity secured(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .httpBasic(Customizer.withDefaults());
    }
  }

  /** As for applications whose pages are JavaScript: tokens in a cookie. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableWebSecurity
  static class Cookies {

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
      return Usual.secured(http).csrf(CsrfConfigurer::spa).build();
    }

    @Bean
    InMemoryUserDetailsManager users() {
      return new InMemoryUserDetailsManager(ada());
    }
  }

  /** The example of docs/jobs.md: some may look, others may change. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableWebSecurity
  static class Roles {

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
      http.authorizeHttpRequests(
          requests ->
              requests
                  .requestMatchers(HttpMethod.POST, "/redstart/jobs/api/**")
                  .hasRole("OPERATOR")
                  .requestMatchers("/redstart/jobs/**")
                  .hasAnyRole("STAFF", "OPERATOR")
                  .anyRequest()
                  .authenticated());
      return http.httpBasic(Customizer.withDefaults()).build();
    }

    @Bean
    InMemoryUserDetailsManager users() {
      return new InMemoryUserDetailsManager(
          ada(), User.withUsername("grace").password("{noop}compiler").roles("OPERATOR").build());
    }
  }

  /** WebFlux. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableWebFluxSecurity
  static class Reactive {

    @Bean
    SecurityWebFilterChain chain(ServerHttpSecurity http) {
      return http.authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
          .httpBasic(Customizer.withDefaults())
          .build();
    }

    @Bean
    MapReactiveUserDetailsService users() {
      return new MapReactiveUserDetailsService(ada());
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {Usual.class, Cookies.class, Reactive.class})
  void changesNeedAUserAndAToken(Class<?> application) {
    try (ConfigurableApplicationContext context = start(application)) {
      JobQueue mails = context.getBean(JobQueues.class).queue("mails");
      mails.add("a");
      BoardVisitor nobody = new BoardVisitor(context, "/redstart/jobs");
      assertThat(nobody.get("/api/queues").statusCode()).isIn(401, 302);

      BoardVisitor ada = new BoardVisitor(context, "/redstart/jobs", "Authorization", ADA);
      assertThat(ada.ask("queues").at("/total").asInt()).isOne();
      assertThat(ada.post("pause", "queue", "mails").statusCode()).isEqualTo(403);
      assertThat(mails.isPaused()).isFalse();
      JsonNode csrf = ada.ask("board").at("/csrf");
      String parameter = csrf.at("/parameter").asString();
      String token = csrf.at("/token").asString();
      assertThat(ada.post("pause", "queue", "mails", parameter, "x" + token).statusCode())
          .isEqualTo(403);
      ada.change("pause", "queue", "mails", parameter, token);
      assertThat(mails.isPaused()).isTrue();
    }
  }

  @Test
  void someMayLookOthersMayChange() {
    try (ConfigurableApplicationContext context = start(Roles.class)) {
      JobQueue mails = context.getBean(JobQueues.class).queue("mails");
      mails.add("a");
      assertThat(pause(context, ADA)).isEqualTo(403);
      assertThat(mails.isPaused()).isFalse();
      assertThat(pause(context, GRACE)).isEqualTo(200);
      assertThat(mails.isPaused()).isTrue();
    }
  }

  private static int pause(ConfigurableApplicationContext context, String user) {
    BoardVisitor visitor = new BoardVisitor(context, "/redstart/jobs", "Authorization", user);
    JsonNode csrf = visitor.ask("board").at("/csrf");
    String parameter = csrf.at("/parameter").asString();
    String token = csrf.at("/token").asString();
    return visitor.post("pause", "queue", "mails", parameter, token).statusCode();
  }

  @Test
  void noTokenIsMadeWhereNothingCanBeChanged() {
    try (ConfigurableApplicationContext context =
        start(Usual.class, "--redstart.jobs.board.writable=false")) {
      BoardVisitor ada = new BoardVisitor(context, "/redstart/jobs", "Authorization", ADA);
      assertThat(ada.ask("board").toString()).isEqualTo("{\"writable\":false}");
    }
  }

  static ConfigurableApplicationContext start(Class<?> type, String... arguments) {
    SpringApplication application = new SpringApplication(type);
    application.setWebApplicationType(
        type == Reactive.class ? WebApplicationType.REACTIVE : WebApplicationType.SERVLET);
    application.setDefaultProperties(
        Map.of(
            "server.port", "0",
            "spring.main.banner-mode", "off",
            "redstart.jobs.board.enabled", "true",
            "redstart.jobs.board.writable", "true"));
    return application.run(arguments);
  }
}
