package dev.redstart.test;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions on the calls that were made. */
public final class SpyAssert extends AbstractAssert<SpyAssert, CommandSpy> {

  SpyAssert(CommandSpy spy) {
    super(spy, SpyAssert.class);
  }

  /** Each of these commands was called. */
  public SpyAssert called(String... commands) {
    List<String> missing =
        Arrays.stream(commands).filter(command -> actual.count(command) == 0).toList();
    if (!missing.isEmpty()) {
      failWithMessage("there should be calls of %s%n but only of %s", missing, calls());
    }
    return this;
  }

  /** A command was called so often. */
  public SpyAssert called(String command, long times) {
    long found = actual.count(command);
    if (found != times) {
      failWithMessage(
          "there should be %d calls of %s%n but there were %d; all calls: %s",
          times, command, found, calls());
    }
    return this;
  }

  /** None of these commands was called. */
  public SpyAssert neverCalled(String... commands) {
    List<String> found =
        Arrays.stream(commands).filter(command -> actual.count(command) > 0).toList();
    if (!found.isEmpty()) {
      failWithMessage("there should be no calls of %s%n but there were: %s", found, calls());
    }
    return this;
  }

  /** No command was called at all. */
  public SpyAssert calledNothing() {
    if (!actual.calls().isEmpty()) {
      failWithMessage("there should be no calls%n but there were: %s", calls());
    }
    return this;
  }

  private String calls() {
    return StoredKey.shortened(actual.calls());
  }
}
