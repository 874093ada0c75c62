package dev.redstart.jobs.board;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The board in Spring MVC. Answers are written as they are, whatever converters there may be. */
public final class ServletJobBoard {

  private final JobBoard board;
  private final @Nullable ServletCsrf csrf;

  /**
   * The board for servlets.
   *
   * @param csrf null where there is no Spring Security
   */
  public ServletJobBoard(JobBoard board, @Nullable ServletCsrf csrf) {
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
          request -> respond(route.answer(read(request))));
    }
    return routes.build();
  }

  private BoardRequest read(ServerRequest request) {
    return new BoardRequest(
        request.params().toSingleValueMap(),
        request.headers().firstHeader(BoardRequest.REQUESTED_WITH),
        () -> field(request.servletRequest()));
  }

  private Optional<CsrfField> field(HttpServletRequest request) {
    return csrf == null ? Optional.empty() : csrf.field(request);
  }

  private static ServerResponse respond(BoardAnswer answer) {
    byte[] body = answer.body().getBytes(UTF_8);
    return ServerResponse.status(answer.status())
        .headers(headers -> answer.headers().forEach(headers::set))
        .build(
            (request, response) -> {
              response.getOutputStream().write(body);
              return null;
            });
  }
}
