package dev.redstart.engine.spi;

import org.jspecify.annotations.Nullable;

/** Which version this is, and which one of Redis it can stand in for. */
public final class Versions {

  /** The version of Redis whose commands callers may rely on. */
  public static final String REDIS = "7.4.1";

  /** Our own version, as the jar's manifest says it. */
  public static final String REDSTART = own(Versions.class.getPackage().getImplementationVersion());

  private Versions() {}

  private static String own(@Nullable String fromManifest) {
    return fromManifest == null ? "unpackaged" : fromManifest;
  }
}
