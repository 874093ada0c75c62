package dev.redstart.autoconfigure;

import dev.redstart.engine.persistence.files.FileInUseException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do where another process has the files that the engine would write. */
final class FileInUseFailureAnalyzer extends AbstractFailureAnalyzer<FileInUseException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, FileInUseException cause) {
    return new FailureAnalysis(
        "The embedded Redis engine can't keep its data: " + cause.getMessage() + ".",
        "Stop the other instance of this application, or whatever else keeps its data there, or set"
            + " redstart.persistence.directory to a directory that only this one uses. Instances that are to"
            + " share data need a server: redstart.mode=remote.",
        cause);
  }
}
