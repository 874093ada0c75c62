package dev.redstart.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do where data can't outlive the application as its properties say it. */
final class PersistenceFailureAnalyzer extends AbstractFailureAnalyzer<PersistenceException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, PersistenceException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
  }
}
