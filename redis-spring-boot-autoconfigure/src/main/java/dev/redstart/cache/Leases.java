package dev.redstart.cache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.connection.SetCondition;
import org.springframework.data.redis.core.types.Expiration;

/**
 * Who loads which value among all processes. A lease is a key that expires, so that it is not left
 * behind by a process that has died; whoever loads for longer than it lasts is no longer alone.
 */
final class Leases {

  private static final byte[] MARK = "~lease:".getBytes(StandardCharsets.UTF_8);

  /** Removes a lease unless it has expired and is somebody else's now. */
  private static final byte[] GIVE_BACK =
      "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"
          .getBytes(StandardCharsets.UTF_8);

  private final Expiration time;
  private final Outages outages;

  Leases(Duration time, Outages outages) {
    this.time = Expiration.from(time);
    this.outages = outages;
  }

  /** How long a lease lasts. */
  long millis() {
    return time.getExpirationTimeInMilliseconds();
  }

  /** A lease, null where somebody else has it. Without a server everybody has one. */
  @Nullable Lease take(RedisCacheWriter server, String cache, byte[] key) {
    byte[] name = name(key);
    byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    Boolean mine =
        outages.shield(
            cache,
            () ->
                server.execute(
                    it -> it.stringCommands().set(name, token, SetCondition.ifAbsent(), time)),
            () -> true);
    return Boolean.TRUE.equals(mine) ? new Lease(server, cache, name, token) : null;
  }

  private static byte[] name(byte[] key) {
    byte[] name = new byte[MARK.length + key.length];
    System.arraycopy(MARK, 0, name, 0, MARK.length);
    System.arraycopy(key, 0, name, MARK.length, key.length);
    return name;
  }

  /** The right to load one value. */
  final class Lease implements AutoCloseable {

    private final RedisCacheWriter server;
    private final String cache;
    private final byte[] name;
    private final byte[] token;

    private Lease(RedisCacheWriter server, String cache, byte[] name, byte[] token) {
      this.server = server;
      this.cache = cache;
      this.name = name;
      this.token = token;
    }

    @Override
    public void close() {
      outages.shield(
          cache,
          () ->
              server.execute(
                  it -> it.scriptingCommands().eval(GIVE_BACK, ReturnType.INTEGER, 1, name, token)),
          () -> 0L);
    }
  }
}
