package dev.redstart.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much memory an embedded engine may take, and what goes when it is used up.
 *
 * @param max Most that keys, values and clients may take: a part of the heap, such as "25%", or a
 *     size, such as "512MB"; "0" for no limit.
 * @param policy Which keys go to make room. Where none may, writes are refused with an error.
 * @param protectedPrefixes What keys begin with that never go, whatever the policy: sessions and
 *     job queues unless something else is said.
 * @param protectedDatabases Databases of which no key goes.
 */
@ConfigurationProperties("redstart.memory")
public record MemoryProperties(
    @DefaultValue("25%") String max,
    @DefaultValue("volatile-lru") Policy policy,
    @DefaultValue({"spring:session:", "bull:"}) List<String> protectedPrefixes,
    @DefaultValue List<Integer> protectedDatabases) {

  private static final double PERCENT = 100;

  /** Takes only sizes and parts of the heap. */
  public MemoryProperties {
    bytes(max, Long.MAX_VALUE);
  }

  /** Which keys go to make room. */
  public enum Policy {

    /** None: writes are refused. */
    NOEVICTION,

    /** Any key, those first that were not used for long. */
    ALLKEYS_LRU,

    /** Any key, those first that are seldom used. */
    ALLKEYS_LFU,

    /** Any key. */
    ALLKEYS_RANDOM,

    /** Keys with a time to live, those first that were not used for long. */
    VOLATILE_LRU,

    /** Keys with a time to live, those first that are seldom used. */
    VOLATILE_LFU,

    /** Keys with a time to live, any of them. */
    VOLATILE_RANDOM,

    /** Keys with a time to live, those first that have the least of it left. */
    VOLATILE_TTL;

    private String directive() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Adds to {@code given} what is said here and not there. */
  Map<String, String> addTo(Map<String, String> given) {
    Map<String, String> directives = new LinkedHashMap<>(given);
    directives.putIfAbsent("maxmemory", Long.toString(bytes()));
    directives.putIfAbsent("maxmemory-policy", policy.directive());
    directives.putIfAbsent("redstart-protected-prefixes", String.join(" ", protectedPrefixes));
    directives.putIfAbsent("redstart-protected-databases", words(protectedDatabases));
    return directives;
  }

  /** What nobody should have to guess when a key is gone or a write is refused. */
  static String describe(Map<String, String> directives) {
    String limit = directives.getOrDefault("maxmemory", "0");
    String what =
        limit.equals("0")
            ? "all of the heap"
            : (limit.matches("[0-9]+") ? "up to " + megabytes(limit) + " MB" : limit)
                + " of the heap, then "
                + directives.get("maxmemory-policy");
    return "Redis in this process may take " + what + " (redstart.memory.*)";
  }

  private static long megabytes(String bytes) {
    return DataSize.ofBytes(Long.parseLong(bytes)).toMegabytes();
  }

  private long bytes() {
    return bytes(max, Runtime.getRuntime().maxMemory());
  }

  private static long bytes(String text, long heap) {
    String size = text.strip();
    if (!size.endsWith("%")) {
      return DataSize.parse(size).toBytes();
    }
    double part = Double.parseDouble(size.substring(0, size.length() - 1).strip());
    if (!(part > 0 && part <= PERCENT)) {
      throw new IllegalArgumentException("redstart.memory.max: not a part of the heap: " + text);
    }
    return (long) (heap * part / PERCENT);
  }

  private static String words(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
