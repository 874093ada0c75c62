package dev.redstart.autoconfigure;

import dev.redstart.autoconfigure.ContradictingCachePropertiesException.Contradiction;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do where properties of caches exclude each other. */
final class ContradictingCachePropertiesFailureAnalyzer
    extends AbstractFailureAnalyzer<ContradictingCachePropertiesException> {

  @Override
  protected FailureAnalysis analyze(
      Throwable rootFailure, ContradictingCachePropertiesException cause) {
    return new FailureAnalysis(
        "The caches can't be set up:\n\n" + lines(cause.contradictions(), Contradiction::problem),
        lines(cause.contradictions(), Contradiction::action),
        cause);
  }

  private static String lines(List<Contradiction> all, Function<Contradiction, String> line) {
    return all.stream().map(it -> "    - " + line.apply(it)).collect(Collectors.joining("\n"));
  }
}
