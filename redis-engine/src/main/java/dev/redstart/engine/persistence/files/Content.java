package dev.redstart.engine.persistence.files;

import java.io.IOException;
import java.io.OutputStream;

/** Something to be written. */
@FunctionalInterface
public interface Content {

  /** Writes all of it. */
  void writeTo(OutputStream out) throws IOException;
}
