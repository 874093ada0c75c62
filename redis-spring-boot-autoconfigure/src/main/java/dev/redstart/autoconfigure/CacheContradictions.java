package dev.redstart.autoconfigure;

import dev.redstart.autoconfigure.ContradictingCachePropertiesException.Contradiction;
import dev.redstart.autoconfigure.RedstartCacheProperties.Serializer;
import dev.redstart.autoconfigure.RedstartCacheProperties.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for properties of caches that can't be had together. */
final class CacheContradictions {

  /** Packages of everybody: to allow them is to allow everything. */
  private static final Set<String> TOO_WIDE =
      Set.of("", "com", "org", "net", "io", "java", "java.lang", "java.util", "javax", "jakarta");

  private final List<Contradiction> found = new ArrayList<>();
  private final @Nullable String nearObstacle;
  private final boolean jackson;

  /**
   * @param nearObstacle why there can be no copies in this process; null where there can
   * @param jackson whether Jackson is there
   */
  CacheContradictions(@Nullable String nearObstacle, boolean jackson) {
    this.nearObstacle = nearObstacle;
    this.jackson = jackson;
  }

  /** Throws where there are any. */
  void check(RedstartCacheProperties properties) {
    settings("redstart.cache.defaults", properties.defaults());
    properties
        .caches()
        .keySet()
        .forEach(name -> settings("redstart.cache.caches." + name, properties.of(name)));
    positive("redstart.cache.lease", properties.lease());
    positive("redstart.cache.near.time-to-live", properties.near().timeToLive());
    if (properties.batchSize() < 1 || properties.near().maxEntries() < 1) {
      add(
          "batch-size and near.max-entries of redstart.cache must be positive",
          "Set them to 1 or more.");
    }
    for (String type : properties.json().allowedTypes()) {
      if (TOO_WIDE.contains(type)) {
        add(
            "redstart.cache.json.allowed-types has '" + type + "', which everything begins with",
            "Name the packages of the application's own values in allowed-types.");
      }
    }
    if (!found.isEmpty()) {
      throw new ContradictingCachePropertiesException(found.stream().distinct().toList());
    }
  }

  private void settings(String where, Settings settings) {
    times(where, settings);
    Double jitter = settings.jitter();
    if (jitter != null && !(jitter >= 0 && jitter < 1)) {
      add(where + ".jitter is " + jitter, "Set jitter to a share from 0 up to, but not, 1.");
    }
    if (settings.serializer() == Serializer.JSON && !jackson) {
      add(
          where + ".serializer is json, but Jackson is not there",
          "Add the dependency org.springframework.boot:spring-boot-starter-jackson.");
    }
    if (settings.type() != null && settings.serializer() != Serializer.JSON) {
      add(
          where + ".type is for JSON, but the serializer is another one",
          "Set " + where + ".serializer=json, or remove the type.");
    }
    if (settings.isNear()) {
      near(where, settings);
    }
  }

  private void times(String where, Settings settings) {
    Duration live = settings.timeToLive();
    Duration idle = settings.timeToIdle();
    Duration early = settings.earlyRefresh();
    positive(where + ".time-to-live", live);
    positive(where + ".time-to-idle", idle);
    positive(where + ".early-refresh", early);
    if (live != null && idle != null) {
      add(
          where + " has a time-to-live and a time-to-idle, but a key has one deadline",
          "Choose one of them: an entry can expire some time after it was written, or after it was"
              + " last used.");
    }
    if (early != null && idle != null) {
      add(
          where + " has an early-refresh, but with a time-to-idle what is used does not expire",
          "Remove early-refresh, or use a time-to-live.");
    }
    if (early != null && live != null && early.compareTo(live) >= 0) {
      add(
          where + ".early-refresh is as long as the time-to-live: all entries were old at once",
          "Set early-refresh to a small part of the time-to-live.");
    }
  }

  private void near(String where, Settings settings) {
    if (nearObstacle != null) {
      add(where + ".near is true, but " + nearObstacle, "Remove near, or set it to false.");
    }
    if (settings.timeToIdle() != null || settings.earlyRefresh() != null) {
      add(
          where + ".near is true, but time-to-idle and early-refresh ask the server at each use",
          "Remove near, or time-to-idle and early-refresh.");
    }
  }

  private void positive(String name, @Nullable Duration time) {
    if (time != null && (time.isZero() || time.isNegative())) {
      add(name + " is no time: " + time, "Set " + name + " to more than nothing, or remove it.");
    }
  }

  private void add(String problem, String action) {
    found.add(new Contradiction(problem, action));
  }
}
