package dev.redstart.autoconfigure;

import dev.redstart.remote.TargetLacksException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lists what the Redis server lacks. */
final class TargetLacksFailureAnalyzer extends AbstractFailureAnalyzer<TargetLacksException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, TargetLacksException cause) {
    return new FailureAnalysis(
        "The Redis server lacks what this application needs:\n\n  - "
            + String.join("\n  - ", cause.lacks()),
        "Repair each of these on the server, or set redstart.remote.check=warn to start all the"
            + " same.",
        cause);
  }
}
