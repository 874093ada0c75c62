package dev.redstart.sample.news;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The stream of news a page listens to. */
@RestController
class NewsController {

  private final Audience audience;

  NewsController(Audience audience) {
    this.audience = audience;
  }

  @GetMapping(path = "/api/news", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter news() {
    return audience.join();
  }
}
