package dev.redstart.jobs.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** What can be done to a queue in one step; each constant is a file of that name. */
public enum Script {
  /** Adds jobs. */
  ADD,
  /** Runs all jobs of a state again, or now. */
  ALL,
  /** Changes what is stored of a job. */
  CHANGE,
  /** Lists the children of a job. */
  CHILDREN,
  /** Removes old jobs of a state. */
  CLEAN,
  /** Counts jobs by state. */
  COUNTS,
  /** Removes jobs that wait. */
  DRAIN,
  /** Takes a job to work on. */
  FETCH,
  /** Ends a job, well or not. */
  FINISH,
  /** Reads a job. */
  GET,
  /** Gives an active job back. */
  GIVEBACK,
  /** Adds a line to a job's log. */
  LOG,
  /** Adds the job that a scheduler has next. */
  NEXT,
  /** Removes the queue. */
  OBLITERATE,
  /** Reads a part of the jobs of a state. */
  PAGE,
  /** Lets no job begin. */
  PAUSE,
  /** Runs a delayed job now. */
  PROMOTE,
  /** Removes a job. */
  REMOVE,
  /** Holds on to active jobs. */
  RENEW,
  /** Lets jobs begin again. */
  RESUME,
  /** Runs a finished job again. */
  RETRY,
  /** Makes or changes a scheduler. */
  SCHEDULE,
  /** Reads schedulers. */
  SCHEDULERS,
  /** Lines up jobs whose worker is gone. */
  STALLED,
  /** Removes a scheduler. */
  UNSCHEDULE,
  /** Has somebody else look for jobs. */
  WAKE;

  private static final String PARTS = "-- with: ";

  private final String source = assembled();
  private final String sha = HexFormat.of().formatHex(sha1().digest(source.getBytes(UTF_8)));

  byte[] source() {
    return source.getBytes(UTF_8);
  }

  String sha() {
    return sha;
  }

  private String assembled() {
    String script = read(name().toLowerCase(Locale.ROOT));
    StringBuilder whole = new StringBuilder();
    String parts = script.lines().findFirst().orElseThrow().substring(PARTS.length());
    for (String part : parts.split(" ", -1)) {
      whole.append(read("parts/" + part));
    }
    return whole.append(script).toString();
  }

  private static String read(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
      if (in == null) {
        throw new IllegalStateException("no script " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
