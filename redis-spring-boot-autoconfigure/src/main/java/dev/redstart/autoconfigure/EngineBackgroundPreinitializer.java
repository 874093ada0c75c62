package dev.redstart.autoconfigure;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Builds an engine and what Spring Boot puts around it, and throws all of it away, while Boot is
 * still reading its configuration, on Boot's own background thread. The first engine of a process
 * costs a quarter of a second, for its classes have to be loaded and its commands linked; any other
 * costs a few milliseconds. Spring Data Redis is some four hundred classes more.
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
