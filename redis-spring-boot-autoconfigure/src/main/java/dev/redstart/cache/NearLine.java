package dev.redstart.cache;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.push.PushListener;
import io.lettuce.core.api.push.PushMessage;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection on which one server tells of every change of a key that begins with one of some
 * prefixes. Where it was lost, Lettuce sees to it that it comes back, and the server is told anew.
 */
final class NearLine implements PushListener, RedisConnectionStateListener {

  private static final Logger LOG = LoggerFactory.getLogger(NearLine.class);

  private final StatefulRedisConnection<byte[], byte[]> connection;
  private final Supplier<String[]> prefixes;
  private final NearCopies copies;
  private final Runnable changed;
  private volatile boolean heard;

  /**
   * @param prefixes none of which begins with another one
   * @param changed is run whenever {@link #isHeard} may be another
   */
  NearLine(
      StatefulRedisConnection<byte[], byte[]> connection,
      Supplier<String[]> prefixes,
      NearCopies copies,
      Runnable changed) {
    this.connection = connection;
    this.prefixes = prefixes;
    this.copies = copies;
    this.changed = changed;
  }

  /** Listens, and asks the server to tell. */
  void open() {
    connection.addListener((PushListener) this);
    connection.addListener((RedisConnectionStateListener) this);
    track();
  }

  /** Listens no longer; the connection is somebody else's. */
  void close() {
    connection.removeListener((PushListener) this);
    connection.removeListener((RedisConnectionStateListener) this);
  }

  boolean isOver(StatefulRedisConnection<byte[], byte[]> other) {
    return connection == other;
  }

  /** True while the server tells. */
  boolean isHeard() {
    return heard;
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
    heard(false);
  }

  /** Begins with an end: a server that comes back may still tell from before. */
  private void track() {
    TrackingArgs args =
        TrackingArgs.Builder.enabled().bcast().prefixes(StandardCharsets.UTF_8, prefixes.get());
    RedisAsyncCommands<byte[], byte[]> server = connection.async();
    CompletionStage<String> unused =
        server
            .clientTracking(TrackingArgs.Builder.enabled(false))
            .thenCompose(ended -> server.clientTracking(args))
            .whenComplete(
                (ok, failure) -> {
                  heard(failure == null);
                  if (failure != null) {
                    LOG.warn("No copies of cached values: the server does not track", failure);
                  }
                });
  }

  private void heard(boolean now) {
    heard = now;
    changed.run();
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
