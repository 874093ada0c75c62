package dev.redstart.jobs.board;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.web.csrf.CsrfToken;

/** Spring Security's token of a servlet request. */
public final class ServletCsrf {

  /** The field for the next form; nothing where it isn't asked for. */
  Optional<CsrfField> field(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? Optional.of(new CsrfField(token.getParameterName(), token.getToken()))
        : Optional.empty();
  }
}
