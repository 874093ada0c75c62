package dev.redstart.sample.account;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** All logins of whoever is signed in, on this device or another. */
@RestController
@RequestMapping("/api/sessions")
class LoginController {

  private static final int ID_START = 8;

  private final Logins logins;
  private final Visitor visitor;

  LoginController(Logins logins, Visitor visitor) {
    this.logins = logins;
    this.visitor = visitor;
  }

  /**
   * One login.
   *
   * @param idStart the first characters of the session's id
   * @param here whether this request is of it
   */
  record Login(String idStart, Instant since, Instant used, boolean here) {}

  @GetMapping
  List<Login> all(HttpServletRequest request) {
    String here = visitor.sessionId(request);
    return visitor.account(request).map(Account::name).map(logins::of).orElse(List.of()).stream()
        .map(
            session ->
                new Login(
                    session.getId().substring(0, ID_START),
                    session.getCreationTime(),
                    session.getLastAccessedTime(),
                    session.getId().equals(here)))
        .sorted(Comparator.comparing(Login::since))
        .toList();
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endOthers(HttpServletRequest request) {
    String here = visitor.sessionId(request);
    visitor.account(request).ifPresent(account -> logins.endOthers(account.name(), here));
  }
}
