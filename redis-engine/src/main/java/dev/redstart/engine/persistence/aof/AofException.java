package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.persistence.files.DataFileException;
import java.io.Serial;

/** A log that can't be loaded, or be written at the start. The message says where and why. */
public final class AofException extends DataFileException {

  @Serial private static final long serialVersionUID = 1;

  AofException(String message) {
    super(message);
  }

  AofException(String message, Throwable cause) {
    super(message, cause);
  }
}
