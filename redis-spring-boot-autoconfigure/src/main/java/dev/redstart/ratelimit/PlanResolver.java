package dev.redstart.ratelimit;

/**
 * Knows the plans. Asked for each use of a limit, on the caller's thread, so it should answer from
 * memory; what it answers may differ from call to call.
 */
@FunctionalInterface
public interface PlanResolver {

  /**
   * The plan to apply.
   *
   * @param name the plan that the limit names
   * @param key whom the limit counts for
   */
  Plan resolve(String name, String key);
}
