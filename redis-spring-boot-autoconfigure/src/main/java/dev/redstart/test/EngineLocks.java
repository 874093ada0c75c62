package dev.redstart.test;

import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * Keeps tests apart that share an engine, where JUnit runs tests in parallel: those of one name,
 * and those with a context of Spring's, since contexts are shared, too.
 */
final class EngineLocks implements ResourceLocksProvider {

  private static final String KEY = "dev.redstart.test:";

  EngineLocks() {}

  @Override
  public Set<Lock> provideForClass(Class<?> testClass) {
    RedstartTest wanted = TestClasses.annotation(testClass, RedstartTest.class);
    if (wanted == null) {
      return Set.of();
    }
    if (!wanted.value().isEmpty()) {
      return Set.of(new Lock(KEY + wanted.value()));
    }
    return TestClasses.isRunBySpring(testClass) ? Set.of(new Lock(KEY)) : Set.of();
  }
}
