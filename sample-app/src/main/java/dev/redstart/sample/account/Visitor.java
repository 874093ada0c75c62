package dev.redstart.sample.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

/** Who sends a request, by the session that Spring Session keeps in the engine. */
@Component
public final class Visitor {

  static final String ACCOUNT = "account";

  /** The attribute that Spring Session makes its index of. */
  private static final String OWNER = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

  Visitor() {}

  /** Whoever is signed in, now with this product among the recent ones. */
  public Optional<Account> look(HttpServletRequest request, long product) {
    Optional<Account> account = account(request).map(known -> known.looked(product));
    account.ifPresent(changed -> request.getSession().setAttribute(ACCOUNT, changed));
    return account;
  }

  /** Whoever is signed in. */
  public Optional<Account> account(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(ACCOUNT) instanceof Account account
        ? Optional.of(account)
        : Optional.empty();
  }

  /** Nothing of an old session comes along, least of all an id someone else may know. */
  void enter(HttpServletRequest request, Account account) {
    leave(request);
    request.getSession().setAttribute(ACCOUNT, account);
    request.getSession().setAttribute(OWNER, account.name());
  }

  /** The id of the request's session; empty where it has none. */
  String sessionId(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null ? "" : session.getId();
  }

  void leave(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
