package dev.redstart.autoconfigure;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Makes what Spring Boot puts around an engine, and throws it away, while Boot is still reading its
 * configuration, on Boot's own background thread: some four hundred classes of Spring Data Redis
 * are loaded then. The engine itself is left alone, for it starts when it is used.
 */
final class EngineBackgroundPreinitializer implements BackgroundPreinitializer {

  /**
   * {@inheritDoc}
   *
   * <p>Spring Boot loads this class on its main thread, before it looks at any condition, so it
   * names nothing that an application may have left out.
   */
  @Override
  public void preinitialize() throws Exception {
    Rehearsal.perform();
  }
}
