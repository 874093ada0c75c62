package dev.redstart.autoconfigure;

import dev.redstart.engine.RedisEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Starts an engine that nobody has used yet, on a thread of its own, as soon as the application is
 * ready: so neither the start of the application nor the first call has to wait for it.
 */
final class EngineStart implements ApplicationListener<ApplicationReadyEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(EngineStart.class);

  private final RedisEngine engine;

  EngineStart(RedisEngine engine) {
    this.engine = engine;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    Thread thread = new Thread(this::start, "redstart-start");
    thread.setDaemon(true);
    thread.start();
  }

  private void start() {
    try {
      engine.commands();
    } catch (IllegalStateException e) {
      LOG.debug("The application has ended before its engine was used", e);
    }
  }
}
