package dev.redstart.ratelimit;

import dev.redstart.ratelimit.RequestRule.Claim;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits on the requests of a servlet application. */
public final class RateLimitFilter extends OncePerRequestFilter {

  private final RateLimits limits;
  private final List<RequestRules> rules;
  private final ClientAddress addresses;

  /**
   * A filter for all rules.
   *
   * @param trustedProxies addresses or networks whose X-Forwarded-For is believed
   */
  public RateLimitFilter(RateLimits limits, List<RequestRules> rules, List<String> trustedProxies) {
    this.limits = limits;
    this.rules = List.copyOf(rules);
    this.addresses = new ClientAddress(trustedProxies);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    List<Claim> claims = RequestRules.claims(rules, new Facts(request, addresses));
    if (claims.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    List<Verdict> verdicts = limits.takeAll(claims.stream().map(Claim::ask).toList()).join();
    Answer answer = new Answer(verdicts);
    answer.headers().forEach(response::setHeader);
    if (answer.granted()) {
      proceed(request, response, chain, new Settlement(limits, claims, verdicts));
      return;
    }
    response.setStatus(answer.status());
    response.setContentType(Answer.BODY_TYPE);
    response.getOutputStream().write(answer.body());
  }

  private static void proceed(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      Settlement settlement)
      throws ServletException, IOException {
    int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    try {
      chain.doFilter(request, response);
      status = response.getStatus();
    } finally {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new WhenDone(response, settlement));
      } else {
        settlement.settle(status);
      }
    }
  }

  /** Settles when an asynchronous request has been answered. */
  private static final class WhenDone implements AsyncListener {

    private final HttpServletResponse response;
    private final Settlement settlement;

    WhenDone(HttpServletResponse response, Settlement settlement) {
      this.response = response;
      this.settlement = settlement;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      settlement.settle(response.getStatus());
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }

  private record Facts(HttpServletRequest request, ClientAddress addresses)
      implements RequestFacts {

    @Override
    public @Nullable String getPrincipal() {
      Principal principal = request.getUserPrincipal();
      return principal == null ? null : principal.getName();
    }

    @Override
    public String getAddress() {
      return addresses.of(
          request.getRemoteAddr(), Collections.list(request.getHeaders("X-Forwarded-For")));
    }

    @Override
    public String getMethod() {
      return request.getMethod();
    }

    @Override
    public String getPath() {
      return request.getRequestURI().substring(request.getContextPath().length());
    }

    @Override
    public @Nullable String header(String name) {
      return request.getHeader(name);
    }

    @Override
    public @Nullable String parameter(String name) {
      return request.getParameter(name);
    }
  }
}
