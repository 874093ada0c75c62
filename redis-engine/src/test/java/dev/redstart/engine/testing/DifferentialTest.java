package dev.redstart.engine.testing;

import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case under src/test/resources/differential, in both protocols. */
class DifferentialTest {

  @TestFactory
  Stream<DynamicTest> sameRepliesAsRedis() {
    return LineFile.all().stream()
        .map(one -> DynamicTest.dynamicTest(one.title(), () -> compare(one)));
  }

  /** In RESP3, where a client that listens may still call anything. */
  @TestFactory
  Stream<DynamicTest> sameEventsAsRedis() {
    return LineFile.all().stream()
        .map(one -> DynamicTest.dynamicTest(one.title(), () -> compareEvents(one)));
  }

  private static void compareEvents(LineFile.Case one) {
    Assumptions.assumeTrue(
        Oracle.required().isAtLeast(one.since()) && Oracle.required().isAtLeast("7.4"),
        "needs Redis 7.4 to compare with");
    Differential.compareEvents(one.lines().toArray(String[]::new));
  }

  private static void compare(LineFile.Case one) {
    Assumptions.assumeTrue(
        Oracle.required().isAtLeast(one.since()),
        "needs Redis " + one.since() + " to compare with");
    Differential.compare(one.lines().toArray(String[]::new));
  }
}
