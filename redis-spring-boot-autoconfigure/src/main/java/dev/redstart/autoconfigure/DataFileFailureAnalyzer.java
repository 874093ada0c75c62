package dev.redstart.autoconfigure;

import dev.redstart.engine.persistence.files.DataFileException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do where the files of an embedded engine can't be loaded. */
final class DataFileFailureAnalyzer extends AbstractFailureAnalyzer<DataFileException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, DataFileException cause) {
    return new FailureAnalysis(
        "The data of the embedded Redis engine can't be brought back: " + cause.getMessage(),
        "Nothing was changed in the files. Put back a copy of them, or run the command that the"
            + " description names: it is part of the server jar"
            + " (java -jar redis-engine-VERSION-server.jar check-aof, or check-rdb).",
        cause);
  }
}
