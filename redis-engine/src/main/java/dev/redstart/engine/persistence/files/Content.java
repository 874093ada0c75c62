package dev.redstart.engine.persistence.files;

import java.io.IOException;

/** Something to be written. */
@FunctionalInterface
public interface Content {

  /** Writes all of it. */
  void writeTo(Draft out) throws IOException;
}
