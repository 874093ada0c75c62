package dev.redstart.ratelimit;

import io.github.bucket4j.tck.AbstractDistributedBucketTest;
import io.github.bucket4j.tck.ProxyManagerSpec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Bucket4j's own tests of what keeps buckets, on each way to a Redis. Most of them sleep, so they
 * run side by side.
 */
class CompatibilityKitTest {

  private static Backends backends;
  private static ExecutorService threads;

  @BeforeAll
  static void start() {
    backends = new Backends();
    threads = Executors.newFixedThreadPool(30);
  }

  @AfterAll
  static void stop() {
    threads.shutdownNow();
    if (backends != null) {
      backends.close();
    }
  }

  @TestFactory
  List<DynamicTest> kit() {
    Kit kit = new Kit();
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, RedisConnectionFactory> backend : backends.all.entrySet()) {
      ProxyManagerSpec<?, ?, ?> spec = spec(backend.getKey(), backend.getValue());
      for (Method method : AbstractDistributedBucketTest.class.getMethods()) {
        if (method.isAnnotationPresent(ParameterizedTest.class)) {
          Future<?> run = threads.submit(() -> method.invoke(kit, spec));
          String name = method.getName() + " on " + backend.getKey();
          tests.add(DynamicTest.dynamicTest(name, () -> finish(run)));
        }
      }
    }
    return tests;
  }

  private static ProxyManagerSpec<?, ?, ?> spec(String name, RedisConnectionFactory factory) {
    return new ProxyManagerSpec<>(
            name, () -> UUID.randomUUID().toString(), () -> RedisBuckets.builder(factory))
        .checkExpiration();
  }

  private static void finish(Future<?> run) throws Throwable {
    try {
      run.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof InvocationTargetException failed
          ? failed.getCause()
          : e.getCause();
    }
  }

  private static final class Kit extends AbstractDistributedBucketTest {}
}
