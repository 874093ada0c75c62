package dev.redstart.jobs.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the board answers.
 *
 * @param status the number of HTTP
 * @param headers among them what keeps other sites and scripts out
 * @param body in UTF-8
 */
public record BoardAnswer(int status, Map<String, String> headers, String body) {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  static BoardAnswer json(Object value) {
    return json(200, value);
  }

  static BoardAnswer json(int status, Object value) {
    return of(status, "application/json", JsonMapper.shared().writeValueAsString(value));
  }

  static BoardAnswer file(String name, String type) {
    try (InputStream in = BoardAnswer.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no file " + name);
      }
      return of(200, type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Relative, so that it leads to the right place behind any proxy. */
  static BoardAnswer redirect(String location) {
    Map<String, String> headers = headers("text/plain");
    headers.put("Location", location);
    return new BoardAnswer(302, headers, "");
  }

  private static BoardAnswer of(int status, String type, String body) {
    return new BoardAnswer(status, headers(type), body);
  }

  private static Map<String, String> headers(String type) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", type + ";charset=UTF-8");
    headers.put("Content-Security-Policy", POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cache-Control", "no-store");
    return headers;
  }
}
