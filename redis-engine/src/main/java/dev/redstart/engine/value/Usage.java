package dev.redstart.engine.value;

/**
 * What is known of how often, or how lately, a key was used, as far as files tell of it.
 *
 * @param idleSeconds how long ago the last time was, negative where that is unknown
 * @param frequency the counter of LFU, negative where there is none
 */
public record Usage(long idleSeconds, int frequency) {

  /** Nothing is known. */
  public static final Usage UNKNOWN = new Usage(-1, -1);

  /** True where anything is known. */
  public boolean isKnown() {
    return idleSeconds >= 0 || frequency >= 0;
  }
}
