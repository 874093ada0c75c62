package dev.redstart.ratelimit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.BeanResolver;
import org.springframework.expression.Expression;
import org.springframework.util.ReflectionUtils;

/** A method with its limit, read once. */
final class LimitedMethod {

  private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

  private final Method method;
  private final RateLimit limit;
  private final String name;
  private final BeanResolver beans;
  private final @Nullable Expression key;
  private final Expression cost;
  private final @Nullable Expression unless;
  private final @Nullable Method fallback;

  LimitedMethod(Method method, Class<?> type, RateLimit limit, BeanResolver beans) {
    this.method = method;
    this.limit = limit;
    this.beans = beans;
    this.name =
        limit.name().isEmpty() ? type.getSimpleName() + "." + method.getName() : limit.name();
    this.key = optional(limit.key());
    this.cost = RequestRule.parse(limit.cost());
    this.unless = optional(limit.unless());
    this.fallback = limit.fallback().isEmpty() ? null : fallback(type);
  }

  private static @Nullable Expression optional(String text) {
    return text.isEmpty() ? null : RequestRule.parse(text);
  }

  private Method fallback(Class<?> type) {
    Class<?>[] same = method.getParameterTypes();
    Class<?>[] more = Arrays.copyOf(same, same.length + 1);
    more[same.length] = RateLimitExceededException.class;
    Method found = ReflectionUtils.findMethod(type, limit.fallback(), more);
    if (found == null) {
      found = ReflectionUtils.findMethod(type, limit.fallback(), same);
    }
    if (found == null) {
      throw new IllegalStateException(
          "no fallback '" + limit.fallback() + "' with the parameters of " + method);
    }
    ReflectionUtils.makeAccessible(found);
    return found;
  }

  boolean onlyFailures() {
    return limit.onlyFailures();
  }

  /** What a call asks; empty where the limit doesn't apply. */
  Optional<Ask> ask(Object target, Object[] arguments) {
    MethodBasedEvaluationContext context =
        new MethodBasedEvaluationContext(target, method, arguments, NAMES);
    context.setBeanResolver(beans);
    if (unless != null && Boolean.TRUE.equals(unless.getValue(context, Boolean.class))) {
      return Optional.empty();
    }
    Long tokens = cost.getValue(context, Long.class);
    if (tokens == null || tokens < 1) {
      return Optional.empty();
    }
    Object whom = key == null ? null : key.getValue(context);
    return Optional.of(new Ask(name, limit.plan(), whom == null ? "" : whom.toString(), tokens));
  }

  /** What to return instead of a call too many. */
  @Nullable Object instead(Object target, Object[] arguments, Verdict verdict) {
    RateLimitExceededException exceeded = new RateLimitExceededException(verdict);
    if (fallback == null) {
      throw exceeded;
    }
    Object[] passed = arguments;
    if (fallback.getParameterCount() > arguments.length) {
      passed = Arrays.copyOf(arguments, arguments.length + 1);
      passed[arguments.length] = exceeded;
    }
    return ReflectionUtils.invokeMethod(fallback, target, passed);
  }
}
