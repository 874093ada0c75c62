package dev.redstart.autoconfigure;

import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.board.JobBoard;
import dev.redstart.jobs.board.ReactiveCsrf;
import dev.redstart.jobs.board.ReactiveJobBoard;
import dev.redstart.jobs.board.ServletCsrf;
import dev.redstart.jobs.board.ServletJobBoard;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.DispatcherServlet;

/** Pages that show queues and jobs, where they are wanted. */
@AutoConfiguration(after = JobsAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty("redstart.jobs.board.enabled")
@ConditionalOnBean(JobQueues.class)
public final class JobBoardAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  JobBoard jobBoard(JobQueues queues, JobsProperties properties) {
    JobsProperties.Board board = properties.board();
    return new JobBoard(queues, board.path(), board.queues(), board.writable());
  }

  /** In Spring MVC. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnClass(DispatcherServlet.class)
  static final class ServletBoard {

    @Bean
    @ConditionalOnMissingBean(name = "jobBoardRoutes")
    org.springframework.web.servlet.function.RouterFunction<
            org.springframework.web.servlet.function.ServerResponse>
        jobBoardRoutes(JobBoard board, ObjectProvider<ServletCsrf> csrf) {
      return new ServletJobBoard(board, csrf.getIfAvailable()).routes();
    }
  }

  /** In WebFlux. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  static final class ReactiveBoard {

    @Bean
    @ConditionalOnMissingBean(name = "jobBoardRoutes")
    org.springframework.web.reactive.function.server.RouterFunction<
            org.springframework.web.reactive.function.server.ServerResponse>
        jobBoardRoutes(JobBoard board, ObjectProvider<ReactiveCsrf> csrf) {
      return new ReactiveJobBoard(board, csrf.getIfAvailable()).routes();
    }
  }

  /** Spring Security's tokens, on servlets. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnClass(org.springframework.security.web.csrf.CsrfToken.class)
  static final class ServletSecurity {

    @Bean
    @ConditionalOnMissingBean
    ServletCsrf jobBoardCsrf() {
      return new ServletCsrf();
    }
  }

  /** Spring Security's tokens, with WebFlux. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  @ConditionalOnClass(org.springframework.security.web.server.csrf.CsrfToken.class)
  static final class ReactiveSecurity {

    @Bean
    @ConditionalOnMissingBean
    ReactiveCsrf jobBoardCsrf() {
      return new ReactiveCsrf();
    }
  }
}
