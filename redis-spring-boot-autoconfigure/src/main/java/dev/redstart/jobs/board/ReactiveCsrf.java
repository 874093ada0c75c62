package dev.redstart.jobs.board;

import java.util.Optional;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Spring Security's token of a reactive request. */
public final class ReactiveCsrf {

  /** The field for the next form; nothing where it isn't asked for. Waits where it is made. */
  Optional<CsrfField> field(ServerWebExchange exchange) {
    return exchange.getAttribute(CsrfToken.class.getName()) instanceof Mono<?> token
        ? token
            .ofType(CsrfToken.class)
            .map(it -> new CsrfField(it.getParameterName(), it.getToken()))
            .blockOptional()
        : Optional.empty();
  }
}
