package dev.redstart.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do where the embedded engine and a server are both wanted. */
final class ContradictingPropertiesFailureAnalyzer
    extends AbstractFailureAnalyzer<ContradictingPropertiesException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ContradictingPropertiesException cause) {
    String names = String.join(", ", cause.properties());
    return new FailureAnalysis(
        "The application is to use the embedded Redis engine ("
            + cause.mode()
            + "=embedded, which is the default), but a Redis server is given by: "
            + names
            + ".",
        "Set "
            + cause.mode()
            + "=remote to use that server, or remove "
            + names
            + " to use the embedded engine.",
        cause);
  }
}
