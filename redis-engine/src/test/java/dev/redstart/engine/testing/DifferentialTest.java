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

  private static void compare(LineFile.Case one) {
    Assumptions.assumeTrue(
        Oracle.required().isAtLeast(one.since()),
        "needs Redis " + one.since() + " to compare with");
    Differential.compare(one.lines().toArray(String[]::new));
  }
}
