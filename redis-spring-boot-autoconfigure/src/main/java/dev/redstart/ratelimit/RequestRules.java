package dev.redstart.ratelimit;

import dev.redstart.ratelimit.RequestRule.Claim;
import java.util.List;
import java.util.Set;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/** Limits on some of the requests. */
public final class RequestRules {

  private final List<PathPattern> paths;
  private final Set<String> methods;
  private final boolean firstOnly;
  private final List<RequestRule> rules;

  /**
   * Limits on requests for some paths.
   *
   * @param paths patterns as {@code @RequestMapping} has them; one has to match
   * @param methods names in capitals; all where empty
   * @param firstOnly whether only the first rule that applies counts, or each
   * @param rules the limits, in their order
   * @throws IllegalArgumentException where a pattern is not one
   */
  public RequestRules(
      List<String> paths, Set<String> methods, boolean firstOnly, List<RequestRule> rules) {
    this.paths = paths.stream().map(RequestRules::pattern).toList();
    this.methods = Set.copyOf(methods);
    this.firstOnly = firstOnly;
    this.rules = List.copyOf(rules);
  }

  private static PathPattern pattern(String text) {
    try {
      return PathPatternParser.defaultInstance.parse(text);
    } catch (PatternParseException e) {
      throw new IllegalArgumentException(e.toDetailedString(), e);
    }
  }

  /** What a request asks of all these limits. */
  static List<Claim> claims(List<RequestRules> all, RequestFacts request) {
    PathContainer path = PathContainer.parsePath(request.getPath());
    return all.stream()
        .filter(rules -> rules.match(request.getMethod(), path))
        .flatMap(rules -> rules.claims(request).stream())
        .toList();
  }

  private boolean match(String method, PathContainer path) {
    return (methods.isEmpty() || methods.contains(method))
        && paths.stream().anyMatch(pattern -> pattern.matches(path));
  }

  private List<Claim> claims(RequestFacts request) {
    return rules.stream()
        .flatMap(rule -> rule.claim(request).stream())
        .limit(firstOnly ? 1 : Long.MAX_VALUE)
        .toList();
  }
}
