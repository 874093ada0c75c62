package dev.redstart.jobs;

import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** What is stored of jobs as JSON. */
final class JobJson {

  private final JsonMapper mapper;
  private final JavaType object;
  private final JavaType texts;

  JobJson(JsonMapper mapper) {
    this.mapper = mapper;
    this.object = mapper.getTypeFactory().constructMapType(Map.class, String.class, Object.class);
    this.texts = mapper.getTypeFactory().constructCollectionType(List.class, String.class);
  }

  String write(@Nullable Object value) {
    return mapper.writeValueAsString(value);
  }

  @Nullable Object read(String json, Type type, String what) {
    JavaType wanted = mapper.constructType(type);
    try {
      return mapper.readValue(json, wanted);
    } catch (JacksonException e) {
      throw new UnreadablePayloadException(
          what + " is not a " + wanted.toCanonical() + ": " + e.getOriginalMessage(), e);
    }
  }

  /** Options; none where what is stored are not options. */
  Map<String, Object> options(@Nullable String json) {
    try {
      Map<String, Object> options = json == null ? null : mapper.readValue(json, object);
      return options == null ? Map.of() : options;
    } catch (JacksonException e) {
      return Map.of();
    }
  }

  /** Names and texts; none where what is stored are none. */
  Map<String, String> pairs(String json) {
    Map<String, String> pairs = new LinkedHashMap<>();
    options(json).forEach((name, value) -> pairs.put(name, String.valueOf(value)));
    return pairs;
  }

  /** Stack traces; none where what is stored are none. */
  List<String> texts(@Nullable String json) {
    try {
      List<@Nullable String> found = json == null ? null : mapper.readValue(json, texts);
      return found == null ? List.of() : found.stream().map(String::valueOf).toList();
    } catch (JacksonException e) {
      return List.of();
    }
  }
}
