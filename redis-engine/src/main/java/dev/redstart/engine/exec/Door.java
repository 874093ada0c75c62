package dev.redstart.engine.exec;

import dev.redstart.engine.spi.Feature;

/** A feature through which calls come in, such as a port. */
public interface Door extends Feature {

  /** What is behind the door. Called once, before the feature is installed. */
  void leadTo(Execution execution);
}
