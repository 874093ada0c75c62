package dev.redstart.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.session.MapSession;
import org.springframework.session.data.redis.RedisSessionMapper;

/**
 * Makes sessions of what {@link ForgivingSerializer} has read: an attribute that can't be read is
 * missing, a session that can't is no session, so that its visitor gets a new one. What is stored
 * stays as it is; another version of the application may read it.
 */
public final class ForgivingMapper {

  private static final Logger LOG = LoggerFactory.getLogger(ForgivingMapper.class);
  private static final String ATTRIBUTE = "sessionAttr:";

  private final RedisSessionMapper actual = new RedisSessionMapper();
  private final Losses losses;

  /** A mapper that counts what is lost. */
  public ForgivingMapper(Losses losses) {
    this.losses = losses;
  }

  /** As Spring Session wants it; its repositories know what to do with null but don't say so. */
  @SuppressWarnings("unchecked")
  public BiFunction<String, Map<String, Object>, MapSession> asFunction() {
    BiFunction<String, Map<String, Object>, @Nullable MapSession> function = this::session;
    return (BiFunction<String, Map<String, Object>, MapSession>) (BiFunction<?, ?, ?>) function;
  }

  /** The session, without what can't be read; null where that is too much. */
  public @Nullable MapSession session(String id, Map<String, Object> stored) {
    Map<String, Object> readable = new LinkedHashMap<>(stored);
    readable.values().removeIf(value -> value == ForgivingSerializer.UNDECODABLE);
    try {
      MapSession session = actual.apply(id, readable);
      countAttributes(stored, readable);
      return session;
    } catch (RuntimeException noSession) {
      losses.session();
      LOG.warn("A session could not be read and is taken for ended: {}", noSession.getMessage());
      return null;
    }
  }

  private void countAttributes(Map<String, Object> stored, Map<String, Object> readable) {
    for (String name : stored.keySet()) {
      if (name.startsWith(ATTRIBUTE) && !readable.containsKey(name)) {
        losses.attribute();
        LOG.warn(
            "Attribute {} of a session could not be read and is taken for missing",
            name.substring(ATTRIBUTE.length()));
      }
    }
  }
}
