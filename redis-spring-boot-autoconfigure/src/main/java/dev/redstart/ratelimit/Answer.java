package dev.redstart.ratelimit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redstart.ratelimit.Verdict.Outcome;
import dev.redstart.ratelimit.Verdict.Policy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told of its limits: the headers RateLimit and RateLimit-Policy of the IETF's
 * draft, Retry-After, and where it was refused a body of application/problem+json.
 */
public final class Answer {

  /** The type of the body. */
  public static final String BODY_TYPE = "application/problem+json";

  private static final String EXCEEDED =
      "https://iana.org/assignments/http-problem-types#quota-exceeded";

  private final List<Verdict> verdicts;

  /** The answer to all that was asked for one request. */
  public Answer(List<Verdict> verdicts) {
    this.verdicts = verdicts;
  }

  /** True where nothing was refused. */
  public boolean granted() {
    return refusal() == null;
  }

  private @Nullable Verdict refusal() {
    return verdicts.stream().filter(verdict -> !verdict.granted()).findFirst().orElse(null);
  }

  /** 429, and 503 where the limits could not be asked; 200 where nothing was refused. */
  public int status() {
    Verdict refusal = refusal();
    if (refusal == null) {
      return 200;
    }
    return refusal.outcome() == Outcome.UNAVAILABLE ? 503 : 429;
  }

  /** All headers, by their names. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    List<Verdict> counted = verdicts.stream().filter(it -> !it.policies().isEmpty()).toList();
    if (!counted.isEmpty()) {
      headers.put("RateLimit-Policy", list(counted.stream().flatMap(Answer::policies)));
      headers.put("RateLimit", list(counted.stream().map(Answer::state)));
    }
    Verdict refusal = refusal();
    if (refusal != null && refusal.retryAfter() != null) {
      headers.put("Retry-After", Long.toString(Math.max(1, seconds(refusal.retryAfter()))));
    }
    return headers;
  }

  private static String list(Stream<String> items) {
    return items.collect(Collectors.joining(", "));
  }

  private static Stream<String> policies(Verdict verdict) {
    return verdict.policies().stream()
        .map(it -> "\"" + it.name() + "\";q=" + it.quota() + ";w=" + seconds(it.window()));
  }

  private static String state(Verdict verdict) {
    Policy policy = verdict.policies().get(verdict.tightest());
    String state = "\"" + policy.name() + "\";r=" + verdict.remaining();
    Duration reset = verdict.reset();
    return reset == null ? state : state + ";t=" + seconds(reset);
  }

  /** Rounded up. */
  private static long seconds(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }

  /** The members of the body; empty where nothing was refused. */
  public Map<String, Object> problem() {
    Map<String, Object> problem = new LinkedHashMap<>();
    Verdict refusal = refusal();
    if (refusal == null) {
      return problem;
    }
    if (status() == 503) {
      problem.put("title", "Limits cannot be checked");
      problem.put("status", 503);
      return problem;
    }
    problem.put("type", EXCEEDED);
    problem.put("title", "Too many requests");
    problem.put("status", 429);
    Duration wait = refusal.retryAfter();
    if (wait != null) {
      problem.put("detail", "Try again in " + Math.max(1, seconds(wait)) + " s.");
    }
    problem.put("violated-policies", List.of(violated(refusal)));
    return problem;
  }

  private static String violated(Verdict refusal) {
    return refusal.policies().get(refusal.tightest()).name();
  }

  /** The body as it is sent. No text in it needs an escape: names are checked. */
  byte[] body() {
    return problem().entrySet().stream()
        .map(it -> "\"" + it.getKey() + "\":" + json(it.getValue()))
        .collect(Collectors.joining(",", "{", "}"))
        .getBytes(UTF_8);
  }

  private static String json(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Answer::json).collect(Collectors.joining(",", "[", "]"));
    }
    return value instanceof Number ? value.toString() : "\"" + value + "\"";
  }
}
