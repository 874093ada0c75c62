package dev.redstart.remote;

import java.util.List;

/** The Redis server lacks what the application's features need. */
public final class TargetLacksException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final List<String> lacks;

  TargetLacksException(List<String> lacks) {
    super("The Redis server lacks what this application needs: " + String.join(" ", lacks));
    this.lacks = lacks;
  }

  /** A sentence for each lack. */
  public List<String> lacks() {
    return lacks;
  }
}
