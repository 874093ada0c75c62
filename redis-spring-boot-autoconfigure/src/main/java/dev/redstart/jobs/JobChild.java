package dev.redstart.jobs;

import java.util.Locale;

/**
 * A job that another one waits for, or has waited for.
 *
 * @param key of its hash
 * @param standing how it stands
 * @param name what is to be done; empty where the job is gone
 */
public record JobChild(String key, Standing standing, String name) {

  /** How a child stands with its parent. */
  public enum Standing {
    /** The parent waits for it. */
    PENDING,
    /** It is done. */
    COMPLETED,
    /** It has failed, and so does its parent. */
    FAILED,
    /** It has failed, and its parent doesn't mind. */
    IGNORED;

    static Standing of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** In small letters. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
