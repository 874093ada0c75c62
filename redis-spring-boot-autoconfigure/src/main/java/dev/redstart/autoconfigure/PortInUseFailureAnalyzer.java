package dev.redstart.autoconfigure;

import dev.redstart.engine.server.ListenException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do where the engine's port could not be opened. */
final class PortInUseFailureAnalyzer extends AbstractFailureAnalyzer<ListenException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ListenException cause) {
    return new FailureAnalysis(
        "The embedded Redis engine could not open port "
            + cause.port()
            + " on "
            + cause.host()
            + ": "
            + String.valueOf(cause.getCause() == null ? cause : cause.getCause().getMessage())
            + ".",
        "Stop what listens there (a Redis server of its own, another instance of this application),"
            + " or set redstart.server.port to another port; 0 takes any that is free.",
        cause);
  }
}
