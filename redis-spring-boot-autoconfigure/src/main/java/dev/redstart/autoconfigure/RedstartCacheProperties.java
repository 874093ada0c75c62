package dev.redstart.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What caches in Redis do beyond "spring.cache", the same in every mode.
 *
 * @param enabled Whether caches in Redis are set up by what stands here. Else they are as Spring
 *     Boot makes them.
 * @param defaults Settings of every cache, unless it has its own.
 * @param caches Settings of single caches by their names. A cache that stands here exists from the
 *     start.
 * @param createMissing Whether a cache that is asked for, but stands nowhere, is created. Else
 *     asking for it fails.
 * @param onError What happens where the server of the caches fails.
 * @param retryAfter Time for which a server that has failed is not asked again.
 * @param lease Longest time for which one process is alone with loading a value, where caching is
 *     synchronized (sync = true). It ends with the loading, or after this time if the process has
 *     died.
 * @param batchSize Number of keys that one call looks for, or removes, where a cache is emptied.
 * @param statistics Whether uses of the caches are counted.
 * @param json Caches that hold JSON.
 * @param near Copies of cached values in this process.
 */
@ConfigurationProperties("redstart.cache")
public record RedstartCacheProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue Settings defaults,
    @DefaultValue Map<String, Settings> caches,
    @DefaultValue("true") boolean createMissing,
    @DefaultValue("fail-open") OnError onError,
    @DefaultValue("1s") Duration retryAfter,
    @DefaultValue("30s") Duration lease,
    @DefaultValue("500") int batchSize,
    @DefaultValue("true") boolean statistics,
    @DefaultValue Json json,
    @DefaultValue Near near) {

  /** What happens where the server of the caches fails. */
  public enum OnError {

    /** Calls go on as if nothing were cached. */
    FAIL_OPEN,

    /** Calls fail. */
    FAIL
  }

  /** How values are written. */
  public enum Serializer {

    /** As JSON, by Jackson. */
    JSON,

    /** As the JDK serializes objects. */
    JDK
  }

  /**
   * Settings of a cache.
   *
   * @param timeToLive Time after which an entry expires, counted from when it was written. As
   *     "spring.cache.redis.time-to-live" says unless something is said here.
   * @param timeToIdle Time after which an entry expires, counted from when it was last used.
   * @param jitter Share of the time to live, between 0 and 1, that may be taken off by chance, so
   *     that entries written together don't expire together.
   * @param cacheNullValues Whether null is a value to be cached.
   * @param keyPrefix Prefix of the keys, before the name of the cache.
   * @param serializer How values are written. As Spring Boot does unless something is said, which
   *     is by the JDK.
   * @param type Type of all values of the cache, such as "com.example.Item", with all type
   *     parameters. The JSON names no classes then.
   * @param earlyRefresh Time before an entry expires from which on the first caller to use it loads
   *     it again, while others still get the old value. Where caching is synchronized (sync =
   *     true).
   * @param near Whether copies of values are kept in this process. In remote mode, with Lettuce.
   */
  public record Settings(
      @Nullable Duration timeToLive,
      @Nullable Duration timeToIdle,
      @Nullable Double jitter,
      @Nullable Boolean cacheNullValues,
      @Nullable String keyPrefix,
      @Nullable Serializer serializer,
      @Nullable String type,
      @Nullable Duration earlyRefresh,
      @Nullable Boolean near) {

    /** These settings, and those of {@code others} for what isn't said here. */
    Settings over(Settings others) {
      boolean ownTime = timeToLive != null || timeToIdle != null;
      return new Settings(
          ownTime ? timeToLive : others.timeToLive,
          ownTime ? timeToIdle : others.timeToIdle,
          either(jitter, others.jitter),
          either(cacheNullValues, others.cacheNullValues),
          either(keyPrefix, others.keyPrefix),
          either(serializer, others.serializer),
          either(type, others.type),
          either(earlyRefresh, others.earlyRefresh),
          either(near, others.near));
    }

    /** True where copies of values are wanted. */
    boolean isNear() {
      return Boolean.TRUE.equals(near);
    }

    private static <T> @Nullable T either(@Nullable T one, @Nullable T other) {
      return one == null ? other : one;
    }
  }

  /**
   * Caches that hold JSON.
   *
   * @param allowedTypes Classes, and packages with all below them, that JSON may name besides the
   *     values of the JDK. The packages of the application unless something is said.
   */
  public record Json(@DefaultValue List<String> allowedTypes) {}

  /**
   * Copies of cached values in this process.
   *
   * @param maxEntries Most copies of all caches together.
   * @param timeToLive Longest time for which a copy is used without the server being asked.
   */
  public record Near(
      @DefaultValue("10000") int maxEntries, @DefaultValue("5m") Duration timeToLive) {}

  /** All settings of a cache, those that it shares with others included. */
  Settings of(String cache) {
    Settings own = caches.get(cache);
    return own == null ? defaults : own.over(defaults);
  }
}
