package dev.redstart.actuate;

import java.util.List;
import org.springframework.boot.actuate.endpoint.Sanitizer;

/** The parts that every Redis has. */
public final class Parts {

  private Parts() {}

  /**
   * All of them.
   *
   * @param sanitizer hides what the application calls a secret
   */
  public static List<Part> ofEveryRedis(Sanitizer sanitizer) {
    return List.of(
        new InfoPart(),
        new PersistencePart(),
        new SlowLogPart(),
        new ClientsPart(),
        new KeysPart(System::nanoTime),
        new SettingsPart(sanitizer));
  }
}
