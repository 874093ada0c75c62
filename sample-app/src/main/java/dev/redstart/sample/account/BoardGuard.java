package dev.redstart.sample.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Shows the board of job queues to those who are signed in only, where other applications have
 * Spring Security for that.
 */
@Component
final class BoardGuard implements HandlerInterceptor, WebMvcConfigurer {

  private final Visitor visitor;

  BoardGuard(Visitor visitor) {
    this.visitor = visitor;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/redstart/**");
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    boolean known = visitor.account(request).isPresent();
    if (!known) {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED, "sign in on the page of the shop");
    }
    return known;
  }
}
