package dev.redstart.autoconfigure;

import dev.redstart.ratelimit.Answer;
import dev.redstart.ratelimit.RateLimitExceededException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a request whose method was refused as the filters do. */
@RestControllerAdvice
final class RateLimitAdvice {

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> refused(RateLimitExceededException exceeded) {
    Answer answer = exceeded.answer();
    HttpHeaders headers = new HttpHeaders();
    answer.headers().forEach(headers::set);
    return ResponseEntity.status(answer.status())
        .headers(headers)
        .contentType(MediaType.parseMediaType(Answer.BODY_TYPE))
        .body(answer.problem());
  }
}
