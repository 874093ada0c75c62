package dev.redstart.engine.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bucket4j's own scripts for Lettuce, on the port. */
@Timeout(120)
class Bucket4jTest {

  private static final int PERMITTED = 25;
  private static final RespServer SERVER = new RespServer("127.0.0.1", 0);
  private static final RedisEngine ENGINE = RedisEngine.builder().with(SERVER).build();
  private static final RedisClient CLIENT =
      RedisClient.create("redis://127.0.0.1:" + SERVER.port());

  private final BucketConfiguration configuration =
      BucketConfiguration.builder()
          .addLimit(
              limit -> limit.capacity(PERMITTED).refillIntervally(PERMITTED, Duration.ofHours(1)))
          .build();

  @AfterAll
  static void close() {
    CLIENT.shutdown();
    ENGINE.close();
  }

  @Test
  void grantsExactlyWhatIsPermitted() {
    ProxyManager<byte[]> buckets = Bucket4jLettuce.casBasedBuilder(CLIENT).build();
    long granted =
        IntStream.range(0, 2_000)
            .parallel()
            .filter(i -> buckets.getProxy(key(i % 20), () -> configuration).tryConsume(1))
            .count();
    assertThat(granted).isEqualTo(20 * PERMITTED);
  }

  @Test
  void expiresKeysAndRemovesThem() {
    ProxyManager<byte[]> buckets =
        Bucket4jLettuce.casBasedBuilder(CLIENT)
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.fixedTimeToLive(Duration.ofMinutes(5)))
            .build();
    byte[] key = key(100);
    assertThat(buckets.getProxy(key, () -> configuration).tryConsume(2)).isTrue();
    assertThat(buckets.getProxy(key, () -> configuration).tryConsume(PERMITTED)).isFalse();
    assertThat(buckets.getProxyConfiguration(key)).isEqualTo(Optional.of(configuration));
    assertThat(ENGINE.session().execute("TTL", "bucket100").toString()).contains("300");
    buckets.removeProxy(key);
    assertThat(buckets.getProxyConfiguration(key)).isEmpty();
  }

  @Test
  void doesNotLoseAsynchronousCalls() {
    AsyncProxyManager<byte[]> buckets = Bucket4jLettuce.casBasedBuilder(CLIENT).build().asAsync();
    List<CompletableFuture<Boolean>> answers = new ArrayList<>();
    for (int i = 0; i < 2 * PERMITTED; i++) {
      answers.add(
          buckets
              .builder()
              .build(key(200), () -> CompletableFuture.completedFuture(configuration))
              .tryConsume(1));
    }
    assertThat(answers.stream().filter(CompletableFuture::join).count()).isEqualTo(PERMITTED);
  }

  private static byte[] key(int number) {
    return ("bucket" + number).getBytes(UTF_8);
  }
}
