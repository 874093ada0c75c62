package dev.redstart.jobs.board;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The board in WebFlux, on threads that may wait for Redis. */
public final class ReactiveJobBoard {

  private final JobBoard board;
  private final @Nullable ReactiveCsrf csrf;

  /**
   * The board for WebFlux.
   *
   * @param csrf null where there is no Spring Security
   */
  public ReactiveJobBoard(JobBoard board, @Nullable ReactiveCsrf csrf) {
    this.board = board;
    this.csrf = csrf;
  }

  /** All addresses of the board. */
  public RouterFunction<ServerResponse> routes() {
    RouterFunctions.Builder routes = RouterFunctions.route();
    for (BoardRoute route : board.routes()) {
      routes.route(
          RequestPredicates.method(route.method())
              .and(RequestPredicates.path(board.path() + route.path())),
          request -> answer(route, request));
    }
    return routes.build();
  }

  private Mono<ServerResponse> answer(BoardRoute route, ServerRequest request) {
    Mono<Map<String, String>> parameters =
        route.method().equals(HttpMethod.POST)
            ? request.formData().map(form -> parameters(request, form))
            : Mono.just(request.queryParams().toSingleValueMap());
    return parameters
        .publishOn(Schedulers.boundedElastic())
        .map(it -> route.answer(read(request, it)))
        .flatMap(ReactiveJobBoard::respond);
  }

  private BoardRequest read(ServerRequest request, Map<String, String> parameters) {
    return new BoardRequest(
        parameters,
        request.headers().firstHeader(BoardRequest.REQUESTED_WITH),
        () -> field(request.exchange()));
  }

  private Optional<CsrfField> field(ServerWebExchange exchange) {
    return csrf == null ? Optional.empty() : csrf.field(exchange);
  }

  /** As with servlets, those of the address and of the form. */
  private static Map<String, String> parameters(
      ServerRequest request, MultiValueMap<String, String> form) {
    Map<String, String> all = new LinkedHashMap<>(form.toSingleValueMap());
    all.putAll(request.queryParams().toSingleValueMap());
    return all;
  }

  private static Mono<ServerResponse> respond(BoardAnswer answer) {
    byte[] body = answer.body().getBytes(UTF_8);
    return ServerResponse.status(answer.status())
        .headers(headers -> answer.headers().forEach(headers::set))
        .build(
            (exchange, context) -> {
              ServerHttpResponse response = exchange.getResponse();
              return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
            });
  }
}
