package dev.redstart.cache;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushListener;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.ByteArrayCodec;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The connection on which the server tells of every change of a key that begins with one of some
 * prefixes. While there is none, and until it has been told to do so again, no copies are kept.
 */
public final class NearTracking
    implements SmartLifecycle, PushListener, RedisConnectionStateListener {

  private static final Logger LOG = LoggerFactory.getLogger(NearTracking.class);

  private final LettuceConnectionFactory factory;
  private final Supplier<? extends Collection<String>> prefixes;
  private final NearCopies copies;
  private final Duration retry;
  private @Nullable ScheduledExecutorService attempts;
  private volatile @Nullable StatefulRedisConnection<byte[], byte[]> connection;

  /**
   * @param prefixes what the keys of the caches with copies begin with
   * @param retry how long to wait before another attempt to connect
   */
  public NearTracking(
      LettuceConnectionFactory factory,
      Supplier<? extends Collection<String>> prefixes,
      NearCopies copies,
      Duration retry) {
    this.factory = factory;
    this.prefixes = prefixes;
    this.copies = copies;
    this.retry = retry;
  }

  /** Connects as soon as the server can be reached, on a thread of its own. */
  @Override
  public synchronized void start() {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "redstart-near");
              thread.setDaemon(true);
              return thread;
            });
    Future<?> unused =
        executor.scheduleWithFixedDelay(this::connect, 0, retry.toMillis(), TimeUnit.MILLISECONDS);
    attempts = executor;
  }

  @Override
  public synchronized boolean isRunning() {
    return attempts != null;
  }

  @Override
  public synchronized void stop() {
    if (attempts == null) {
      return;
    }
    attempts.shutdownNow();
    attempts = null;
    StatefulRedisConnection<byte[], byte[]> open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
    copies.heard(false);
  }

  @Override
  public void onPushMessage(PushMessage message) {
    if (!message.getType().equals("invalidate")) {
      return;
    }
    List<Object> content = message.getContent();
    if (content.size() > 1 && content.get(1) instanceof List<?> keys) {
      keys.forEach(key -> forget(key));
    } else {
      copies.forgetAll();
    }
  }

  @Override
  public void onRedisConnected(RedisChannelHandler<?, ?> again, SocketAddress address) {
    track();
  }

  @Override
  public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
    copies.heard(false);
  }

  /** The first connection; Lettuce sees to it that it comes back. */
  private void connect() {
    if (connection != null) {
      return;
    }
    try {
      RedisClient client = (RedisClient) factory.getRequiredNativeClient();
      StatefulRedisConnection<byte[], byte[]> opened = client.connect(ByteArrayCodec.INSTANCE);
      connection = opened;
      opened.addListener((PushListener) this);
      opened.addListener((RedisConnectionStateListener) this);
      track();
    } catch (RuntimeException e) {
      LOG.debug("No copies of cached values are kept yet: the server can't be reached", e);
    }
  }

  private void track() {
    StatefulRedisConnection<byte[], byte[]> open = connection;
    if (open == null) {
      return;
    }
    TrackingArgs args =
        TrackingArgs.Builder.enabled().bcast().prefixes(StandardCharsets.UTF_8, distinct());
    CompletionStage<String> unused =
        open.async()
            .clientTracking(args)
            .whenComplete(
                (ok, failure) -> {
                  copies.heard(failure == null);
                  if (failure != null) {
                    LOG.warn("No copies of cached values: the server does not track", failure);
                  }
                });
  }

  /** The server takes no prefix that begins with another one. */
  private String[] distinct() {
    List<String> distinct = new ArrayList<>();
    for (String prefix : new TreeSet<>(prefixes.get())) {
      if (distinct.stream().noneMatch(prefix::startsWith)) {
        distinct.add(prefix);
      }
    }
    return distinct.toArray(String[]::new);
  }

  private void forget(Object key) {
    if (key instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      copies.forget(bytes);
    } else if (key instanceof byte[] bytes) {
      copies.forget(bytes);
    }
  }
}
