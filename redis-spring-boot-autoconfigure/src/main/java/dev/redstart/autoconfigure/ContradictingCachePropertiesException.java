package dev.redstart.autoconfigure;

import java.util.List;

/** Properties of caches exclude each other, or what the application has. */
final class ContradictingCachePropertiesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Contradiction> contradictions;

  ContradictingCachePropertiesException(List<Contradiction> contradictions) {
    super(String.join("; ", contradictions.stream().map(Contradiction::problem).toList()));
    this.contradictions = contradictions;
  }

  /**
   * One of them.
   *
   * @param problem what is wrong
   * @param action what to do
   */
  record Contradiction(String problem, String action) {}

  /** All of them. */
  List<Contradiction> contradictions() {
    return contradictions;
  }
}
