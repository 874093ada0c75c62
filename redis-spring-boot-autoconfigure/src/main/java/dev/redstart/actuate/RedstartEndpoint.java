package dev.redstart.actuate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.UncategorizedDataAccessException;

/**
 * The actuator's endpoint: looks inside the application's Redis instances, part by part. What
 * changes something is there only where {@code management.endpoint.redstart.access} is {@code
 * unrestricted}.
 */
@Endpoint(id = "redstart", defaultAccess = Access.READ_ONLY)
public final class RedstartEndpoint {

  private final List<RedisInstance> instances;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Show values;
  private final Set<String> roles;

  /**
   * An endpoint of these parts.
   *
   * @param instances the first one is meant where none is named
   * @param values when what applications write into Redis is shown
   * @param roles those who may see it, all who are authenticated where there is none
   */
  public RedstartEndpoint(
      List<RedisInstance> instances, List<Part> parts, Show values, Set<String> roles) {
    this.instances = List.copyOf(instances);
    this.values = values;
    this.roles = Set.copyOf(roles);
    parts.forEach(part -> this.parts.put(part.name(), part));
  }

  /** The instances, and what can be looked at. */
  @ReadOperation
  public Map<String, Object> overview() {
    Map<String, Object> overview = new LinkedHashMap<>();
    List<Map<String, Object>> all = new ArrayList<>();
    for (RedisInstance instance : instances) {
      all.add(summary(instance));
    }
    overview.put("instances", all);
    overview.put("parts", parts.keySet());
    return overview;
  }

  /** One part; null, which is not found, where there is no such thing. */
  @ReadOperation
  public @Nullable Object show(
      SecurityContext security,
      @Selector String part,
      @Nullable String instance,
      @Nullable String name,
      @Nullable Integer count) {
    boolean shown = values.isShown(security, roles);
    return in(
        part,
        it -> it.show(new Part.Query(instance(instance), name, count == null ? 0 : count, shown)));
  }

  /** Does what a part is there to do. */
  @WriteOperation
  public @Nullable Object act(
      @Selector String part, @Nullable String instance, @Nullable String name) {
    return in(part, it -> it.act(new Part.Query(instance(instance), name, 0, false)));
  }

  /** Removes what a part shows. */
  @DeleteOperation
  public @Nullable Object remove(
      @Selector String part, @Nullable String instance, @Nullable String name) {
    return in(part, it -> it.remove(new Part.Query(instance(instance), name, 0, false)));
  }

  private @Nullable Object in(String part, Function<Part, @Nullable Object> work) {
    Part known = parts.get(part);
    if (known == null) {
      return null;
    }
    try {
      return work.apply(known);
    } catch (UncategorizedDataAccessException | InvalidDataAccessApiUsageException refused) {
      throw Part.impossible(
          String.valueOf(NestedExceptionUtils.getMostSpecificCause(refused).getMessage()));
    }
  }

  private RedisInstance instance(@Nullable String name) {
    return instances.stream()
        .filter(instance -> name == null || instance.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Part.impossible(
                    "There is no instance '"
                        + name
                        + "', only "
                        + instances.stream().map(RedisInstance::name).toList()));
  }

  private static Map<String, Object> summary(RedisInstance instance) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("name", instance.name());
    try {
      ServerInfo info = instance.ask(connection -> ServerInfo.of(connection, "default"));
      summary.put("version", info.text("redis_version"));
      summary.put("role", info.text("role"));
      summary.put("uptimeSeconds", (long) info.number("uptime_in_seconds"));
      summary.put("memory", (long) info.number("used_memory"));
      summary.put("clients", (long) info.number("connected_clients"));
    } catch (RuntimeException failure) {
      summary.put("failure", String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure)));
    }
    return summary;
  }
}
