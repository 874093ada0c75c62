package dev.redstart.ratelimit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits the calls of a method of a bean. A call too many ends in a {@link
 * RateLimitExceededException}, or in the fallback. Methods that return a {@code CompletionStage}, a
 * {@code Mono} or a {@code Flux} are never blocked: what they return fails instead.
 *
 * <pre>{@code
 * @RateLimit(plan = "mails", key = "#customer.id", cost = "#addresses.size()")
 * void send(Customer customer, List<String> addresses)
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface RateLimit {

  /** The plan that says how much is permitted. */
  String plan();

  /** The limit's name; that of the class and the method, with a dot, where it is empty. */
  String name() default "";

  /**
   * An expression: for whom it counts. The method's parameters are variables ({@code #user}), beans
   * are there by {@code @name}. All calls count together where it is empty.
   */
  String key() default "";

  /** An expression: how many tokens a call takes; below 1 it takes none. */
  String cost() default "1";

  /** An expression: true where the limit doesn't apply. */
  String unless() default "";

  /** Whether a call that succeeds gives its tokens back. */
  boolean onlyFailures() default false;

  /**
   * The method of the same class to call instead, with the same parameters or with the exception
   * behind them.
   */
  String fallback() default "";
}
