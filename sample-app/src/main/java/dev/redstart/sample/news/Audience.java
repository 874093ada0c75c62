package dev.redstart.sample.news;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.redis.connection.Message;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/** All open pages; each message of the channel goes to every one of them. */
@Component
class Audience implements MessageListener {

  private static final long NO_TIMEOUT = 0;

  private final Set<SseEmitter> pages = ConcurrentHashMap.newKeySet();

  /** A stream for one more page, which it leaves when it is closed. */
  SseEmitter join() {
    SseEmitter page = new SseEmitter(NO_TIMEOUT);
    page.onCompletion(() -> pages.remove(page));
    page.onError(failure -> pages.remove(page));
    pages.add(page);
    send(page, SseEmitter.event().comment("welcome"));
    return page;
  }

  @Override
  public void onMessage(Message message, byte @Nullable [] pattern) {
    String json = new String(message.getBody(), StandardCharsets.UTF_8);
    for (SseEmitter page : pages) {
      send(page, SseEmitter.event().name("news").data(json, MediaType.TEXT_PLAIN));
    }
  }

  /** Writing is the only way to learn that a page is gone. */
  @Scheduled(fixedDelayString = "PT20S")
  void keepAlive() {
    for (SseEmitter page : pages) {
      send(page, SseEmitter.event().comment("still here"));
    }
  }

  /** Open streams would hold up the web server's graceful stop. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    pages.forEach(SseEmitter::complete);
  }

  private void send(SseEmitter page, SseEventBuilder event) {
    try {
      page.send(event);
    } catch (IOException | IllegalStateException gone) {
      pages.remove(page);
    }
  }
}
