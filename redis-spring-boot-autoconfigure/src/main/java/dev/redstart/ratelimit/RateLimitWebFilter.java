package dev.redstart.ratelimit;

import dev.redstart.ratelimit.RequestRule.Claim;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Limits on the requests of a reactive application. */
public final class RateLimitWebFilter implements WebFilter, Ordered {

  private final RateLimits limits;
  private final List<RequestRules> rules;
  private final ClientAddress addresses;
  private final int order;

  /**
   * A filter for all rules.
   *
   * @param trustedProxies addresses or networks whose X-Forwarded-For is believed
   * @param order where among the filters
   */
  public RateLimitWebFilter(
      RateLimits limits, List<RequestRules> rules, List<String> trustedProxies, int order) {
    this.limits = limits;
    this.rules = List.copyOf(rules);
    this.addresses = new ClientAddress(trustedProxies);
    this.order = order;
  }

  @Override
  public int getOrder() {
    return order;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return exchange
        .getPrincipal()
        .map(Principal::getName)
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(principal -> filter(exchange, chain, principal.orElse(null)));
  }

  private Mono<Void> filter(
      ServerWebExchange exchange, WebFilterChain chain, @Nullable String principal) {
    Facts facts = new Facts(exchange.getRequest(), addresses, principal);
    List<Claim> claims = RequestRules.claims(rules, facts);
    if (claims.isEmpty()) {
      return chain.filter(exchange);
    }
    return Mono.fromFuture(() -> limits.takeAll(claims.stream().map(Claim::ask).toList()))
        .flatMap(verdicts -> answer(exchange, chain, claims, verdicts));
  }

  private Mono<Void> answer(
      ServerWebExchange exchange,
      WebFilterChain chain,
      List<Claim> claims,
      List<Verdict> verdicts) {
    ServerHttpResponse response = exchange.getResponse();
    Answer answer = new Answer(verdicts);
    answer.headers().forEach(response.getHeaders()::set);
    if (answer.granted()) {
      Settlement settlement = new Settlement(limits, claims, verdicts);
      return chain
          .filter(exchange)
          .doOnSuccess(done -> settlement.settle(status(response)))
          .doOnError(failure -> settlement.settle(status(failure)));
    }
    response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
    response.getHeaders().setContentType(MediaType.parseMediaType(Answer.BODY_TYPE));
    return response.writeWith(
        Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body())));
  }

  private static int status(ServerHttpResponse response) {
    HttpStatusCode status = response.getStatusCode();
    return status == null ? HttpStatus.OK.value() : status.value();
  }

  private static int status(Throwable failure) {
    return failure instanceof ErrorResponse response
        ? response.getStatusCode().value()
        : HttpStatus.INTERNAL_SERVER_ERROR.value();
  }

  private record Facts(
      ServerHttpRequest request, ClientAddress addresses, @Nullable String principal)
      implements RequestFacts {

    @Override
    public @Nullable String getPrincipal() {
      return principal;
    }

    @Override
    public String getAddress() {
      InetSocketAddress remote = request.getRemoteAddress();
      InetAddress address = remote == null ? null : remote.getAddress();
      return addresses.of(
          address == null ? null : address.getHostAddress(),
          request.getHeaders().getOrEmpty("X-Forwarded-For"));
    }

    @Override
    public String getMethod() {
      return request.getMethod().name();
    }

    @Override
    public String getPath() {
      return request.getPath().pathWithinApplication().value();
    }

    @Override
    public @Nullable String header(String name) {
      return request.getHeaders().getFirst(name);
    }

    @Override
    public @Nullable String parameter(String name) {
      return request.getQueryParams().getFirst(name);
    }
  }
}
