package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redstart.data.EngineConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.annotation.RedisListener;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.stream.StreamMessageListenerContainer;
import org.springframework.data.redis.stream.StreamMessageListenerContainer.StreamMessageListenerContainerOptions;

/** What applications listen to, and the scripts that they run, on the embedded engine. */
class StreamListenerTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartAutoConfiguration.class,
                  EmbeddedEngineAutoConfiguration.class,
                  DataRedisAutoConfiguration.class));

  @ParameterizedTest
  @ValueSource(ints = {0, 7})
  void aGroupSharesTheRecordsOfAStream(int database) {
    runner
        .withPropertyValues("redstart.database=" + database)
        .run(
            context -> {
              StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
              template.opsForStream().createGroup("orders", ReadOffset.from("0-0"), "shop");
              BlockingQueue<String> handled = new LinkedBlockingQueue<>();
              ExecutorService threads = Executors.newCachedThreadPool();
              var container =
                  StreamMessageListenerContainer.create(
                      context.getBean(EngineConnectionFactory.class),
                      StreamMessageListenerContainerOptions.builder()
                          .pollTimeout(Duration.ofMillis(200))
                          .executor(threads)
                          .build());
              for (String name : List.of("anna", "bert")) {
                container.receive(
                    Consumer.from("shop", name),
                    StreamOffset.create("orders", ReadOffset.lastConsumed()),
                    it -> acknowledge(template, it, handled));
              }
              container.start();
              for (int i = 0; i < 100; i++) {
                template.opsForStream().add("orders", Map.of("n", "" + i));
              }
              await().atMost(Duration.ofSeconds(10)).until(() -> handled.size() == 100);
              assertThat(handled).doesNotHaveDuplicates();
              assertThat(
                      template.opsForStream().pending("orders", "shop").getTotalPendingMessages())
                  .isZero();
              container.stop();
              threads.shutdown();
              assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
            });
  }

  private static void acknowledge(
      StringRedisTemplate template,
      MapRecord<String, String, String> record,
      BlockingQueue<String> handled) {
    template.opsForStream().acknowledge("shop", record);
    handled.add(record.getValue().get("n"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7})
  void annotatedMethodsHearOfMessages(int database) {
    runner
        .withPropertyValues("redstart.database=" + database)
        .withBean(Hearing.class)
        .run(
            context -> {
              context.getBean(StringRedisTemplate.class).convertAndSend("news", "rain");
              assertThat(context.getBean(Hearing.class).heard.poll(30, TimeUnit.SECONDS))
                  .isEqualTo("rain");
            });
  }

  @Test
  void scriptsRunDirectlyInPipelinesAndInTransactions() {
    runner.run(
        context -> {
          StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
          RedisScript<Boolean> swap =
              RedisScript.of(
                  "if redis.call('get', KEYS[1]) == ARGV[1] then"
                      + " redis.call('set', KEYS[1], ARGV[2]) return true end return false",
                  Boolean.class);
          template.opsForValue().set("k", "old");
          assertThat(template.execute(swap, List.of("k"), "old", "new")).isTrue();
          assertThat(template.execute(swap, List.of("k"), "old", "newer")).isFalse();
          assertThat(template.executePipelined(twice(swap))).containsExactly(true, false);
          template.opsForValue().set("k", "new");
          assertThat(template.execute(transaction(swap))).containsExactly(true, false);
          assertThat(template.opsForValue().get("k")).isEqualTo("newest");
        });
  }

  private static SessionCallback<Object> twice(RedisScript<Boolean> swap) {
    return new SessionCallback<>() {
      @Override
      @SuppressWarnings("unchecked")
      public <K, V> Object execute(RedisOperations<K, V> operations) throws DataAccessException {
        run((RedisOperations<String, String>) operations, swap);
        return null;
      }
    };
  }

  private static SessionCallback<List<Object>> transaction(RedisScript<Boolean> swap) {
    return new SessionCallback<>() {
      @Override
      @SuppressWarnings("unchecked")
      public <K, V> List<Object> execute(RedisOperations<K, V> operations)
          throws DataAccessException {
        operations.multi();
        run((RedisOperations<String, String>) operations, swap);
        return operations.exec();
      }
    };
  }

  private static void run(RedisOperations<String, String> operations, RedisScript<Boolean> swap) {
    operations.execute(swap, List.of("k"), "new", "newest");
    operations.execute(swap, List.of("k"), "new", "newest");
  }

  /** Hears of the news. */
  static class Hearing {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @RedisListener("news")
    void on(String message) {
      heard.add(message);
    }
  }
}
