package dev.redstart.data;

import dev.redstart.engine.Session;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.data.redis.connection.ReactivePubSubCommands;
import org.springframework.data.redis.connection.ReactiveSubscription;
import org.springframework.data.redis.connection.ReactiveSubscription.ChannelMessage;
import org.springframework.data.redis.connection.RedisPubSubCommands;
import org.springframework.data.redis.connection.SubscriptionListener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes and subscribes, when it is subscribed to. Each subscription has a session of its own,
 * which ends with it or with the connection. Unlike the other groups it may be used by several
 * threads: listener containers share one connection among all their subscribers.
 */
final class EngineReactivePubSubCommands implements ReactivePubSubCommands {

  private final RedisPubSubCommands channels;
  private final Supplier<Session> sessions;
  private final Set<EngineReactiveSubscription> open = ConcurrentHashMap.newKeySet();

  /** What the connection itself is subscribed to, without a receiver. */
  private @Nullable EngineReactiveSubscription own;

  EngineReactivePubSubCommands(RedisPubSubCommands channels, Supplier<Session> sessions) {
    this.channels = channels;
    this.sessions = sessions;
  }

  @Override
  public Mono<ReactiveSubscription> createSubscription(SubscriptionListener listener) {
    return Mono.fromSupplier(() -> open(listener));
  }

  /** One number of receivers for each message. */
  @Override
  public Flux<Long> publish(Publisher<ChannelMessage<ByteBuffer, ByteBuffer>> messageStream) {
    return Flux.from(messageStream)
        .mapNotNull(
            message ->
                channels.publish(
                    Buffers.bytes(message.getChannel()), Buffers.bytes(message.getMessage())));
  }

  /** Nobody receives what comes then: that takes a subscription. */
  @Override
  public Mono<Void> subscribe(ByteBuffer... names) {
    return Mono.defer(() -> own().subscribe(names));
  }

  /** See {@link #subscribe}. */
  @Override
  public Mono<Void> pSubscribe(ByteBuffer... patterns) {
    return Mono.defer(() -> own().pSubscribe(patterns));
  }

  /** Ends all subscriptions. */
  void close() {
    open.forEach(EngineReactiveSubscription::close);
  }

  private EngineReactiveSubscription open(SubscriptionListener listener) {
    EngineReactiveSubscription opened =
        new EngineReactiveSubscription(listener, sessions.get(), open::remove);
    open.add(opened);
    return opened;
  }

  private synchronized EngineReactiveSubscription own() {
    EngineReactiveSubscription existing = own;
    if (existing == null) {
      existing = open(SubscriptionListener.NO_OP_SUBSCRIPTION_LISTENER);
      existing.receive().subscribe();
      own = existing;
    }
    return existing;
  }
}
