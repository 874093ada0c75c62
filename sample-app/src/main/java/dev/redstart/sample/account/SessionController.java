package dev.redstart.sample.account;

import dev.redstart.sample.catalogue.ProductNames;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Signing in and out over HTTP; how often is limited by {@code redstart.rate-limit}. */
@RestController
@RequestMapping("/api/session")
class SessionController {

  private static final int ID_START = 8;
  private static final int LONGEST = 40;

  private final Customers customers;
  private final Visitor visitor;
  private final ProductNames names;
  private final Clock clock;

  SessionController(Customers customers, Visitor visitor, ProductNames names, Clock clock) {
    this.customers = customers;
    this.visitor = visitor;
    this.names = names;
    this.clock = clock;
  }

  @GetMapping
  SessionView session(HttpServletRequest request) {
    return visitor
        .account(request)
        .map(account -> view(account, request.getSession()))
        .orElse(SessionView.NOBODY);
  }

  @PostMapping
  SessionView signIn(
      @RequestParam String login, @RequestParam String password, HttpServletRequest request) {
    String who = login.strip().toLowerCase(Locale.ROOT);
    if (who.length() > LONGEST || password.length() > LONGEST) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    String name =
        customers
            .name(who, password)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
    visitor.enter(request, new Account(name, clock.instant(), List.of()));
    return session(request);
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void signOut(HttpServletRequest request) {
    visitor.leave(request);
  }

  private SessionView view(Account account, HttpSession session) {
    Map<Long, String> found = names.of(account.recent());
    List<String> recent =
        account.recent().stream().map(id -> found.getOrDefault(id, "no longer sold")).toList();
    return new SessionView(
        account, session.getId().substring(0, ID_START), session.getMaxInactiveInterval(), recent);
  }
}
