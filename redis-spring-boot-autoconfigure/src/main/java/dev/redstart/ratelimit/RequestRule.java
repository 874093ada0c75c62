package dev.redstart.ratelimit;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** One limit on requests: for whom it counts, how much, and when not. */
public final class RequestRule {

  private static final SpelExpressionParser PARSER = new SpelExpressionParser();

  /**
   * As it is configured.
   *
   * @param name the limit's name
   * @param plan the plan's name
   * @param key an expression: for whom it counts; all requests without one count together
   * @param cost an expression: how many tokens a request takes; below 1 it takes none
   * @param unless an expression: true where the limit doesn't apply; null for never
   * @param onlyFailures whether a request that succeeds gives its tokens back
   * @param failures statuses that are failures; empty for all from 400
   */
  public record Definition(
      String name,
      String plan,
      String key,
      String cost,
      @Nullable String unless,
      boolean onlyFailures,
      Set<Integer> failures) {}

  private final Definition definition;
  private final EvaluationContext context;
  private final Expression key;
  private final Expression cost;
  private final @Nullable Expression unless;

  /**
   * Reads the expressions, which may name beans where {@code context} can find them.
   *
   * @throws IllegalArgumentException where the name or an expression is not one
   */
  public RequestRule(Definition definition, EvaluationContext context) {
    Ask.requireName(definition.name());
    this.definition = definition;
    this.context = context;
    this.key = parse(definition.key());
    this.cost = parse(definition.cost());
    this.unless = definition.unless() == null ? null : parse(definition.unless());
  }

  static Expression parse(String expression) {
    try {
      return PARSER.parseExpression(expression);
    } catch (ParseException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** What the request asks of this limit; empty where the limit doesn't apply. */
  List<Claim> claim(RequestFacts request) {
    if (unless != null && Boolean.TRUE.equals(unless.getValue(context, request, Boolean.class))) {
      return List.of();
    }
    Long tokens = cost.getValue(context, request, Long.class);
    if (tokens == null || tokens < 1) {
      return List.of();
    }
    Object whom = key.getValue(context, request);
    String text = whom == null ? "" : whom.toString();
    return List.of(new Claim(this, new Ask(definition.name(), definition.plan(), text, tokens)));
  }

  /** Whether the tokens stay used after an answer with this status. */
  boolean counts(int status) {
    return !definition.onlyFailures()
        || (definition.failures().isEmpty()
            ? status >= 400
            : definition.failures().contains(status));
  }

  /**
   * What a request asks of a limit.
   *
   * @param rule the limit
   * @param ask what it asks
   */
  record Claim(RequestRule rule, Ask ask) {}
}
