package dev.redstart.sample.partners;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shops that show our catalogue, by the keys that they were given. */
@Component
public final class Partners {

  private static final Map<String, String> PLANS =
      Map.of("teahouse-4711", "trial", "cupboard-0815", "partner");

  Partners() {}

  /** The plan of whoever has that key; null where nobody has it. */
  public @Nullable String plan(@Nullable String key) {
    return key == null ? null : PLANS.get(key);
  }
}
