package dev.redstart.sample.account;

import java.util.List;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The sessions by customer, found by Spring Session's index. */
@Component
final class Logins {

  private final FindByIndexNameSessionRepository<? extends Session> sessions;

  Logins(FindByIndexNameSessionRepository<? extends Session> sessions) {
    this.sessions = sessions;
  }

  /** All sessions of a customer. */
  List<Session> of(String customer) {
    return List.copyOf(sessions.findByPrincipalName(customer).values());
  }

  /** Ends all sessions of a customer but one. */
  void endOthers(String customer, String kept) {
    sessions.findByPrincipalName(customer).keySet().stream()
        .filter(id -> !id.equals(kept))
        .forEach(sessions::deleteById);
  }
}
