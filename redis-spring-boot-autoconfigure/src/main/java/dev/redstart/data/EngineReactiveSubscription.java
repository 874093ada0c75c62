package dev.redstart.data;

import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.ReactiveSubscription;
import org.springframework.data.redis.connection.SubscriptionListener;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Channels and patterns whose messages any number of receivers get. No thread waits for them: what
 * was published is delivered, in order, by a thread that may block, and never by the publisher's.
 *
 * <p>Messages that come before the first receiver wait for it. A receiver that doesn't keep up
 * loses the oldest ones.
 */
final class EngineReactiveSubscription implements ReactiveSubscription {

  /** How many messages a receiver may be behind. */
  private static final int MOST_BEHIND = 1 << 16;

  private final SubscriptionListener listener;
  private final Session session;
  private final Consumer<EngineReactiveSubscription> onClose;
  private final Set<ByteBuffer> channels = ConcurrentHashMap.newKeySet();
  private final Set<ByteBuffer> patterns = ConcurrentHashMap.newKeySet();
  private final List<FluxSink<Message<ByteBuffer, ByteBuffer>>> receivers =
      new CopyOnWriteArrayList<>();

  /** A session takes one call at a time. */
  private final ReentrantLock calls = new ReentrantLock();

  /** How often there was something to do since it was last all done. */
  private final AtomicInteger work = new AtomicInteger();

  private volatile boolean received;
  private volatile boolean closed;

  EngineReactiveSubscription(
      SubscriptionListener listener,
      Session session,
      Consumer<EngineReactiveSubscription> onClose) {
    this.listener = listener;
    this.session = session;
    this.onClose = onClose;
    session.onMessage(this::wake);
  }

  @Override
  public Mono<Void> subscribe(ByteBuffer... names) {
    return Mono.fromRunnable(() -> add(Verb.SUBSCRIBE, channels, names));
  }

  @Override
  public Mono<Void> pSubscribe(ByteBuffer... names) {
    return Mono.fromRunnable(() -> add(Verb.PSUBSCRIBE, patterns, names));
  }

  @Override
  public Mono<Void> unsubscribe() {
    return Mono.fromRunnable(() -> removeAll(Verb.UNSUBSCRIBE, channels));
  }

  @Override
  public Mono<Void> unsubscribe(ByteBuffer... names) {
    return Mono.fromRunnable(() -> remove(Verb.UNSUBSCRIBE, channels, names));
  }

  @Override
  public Mono<Void> pUnsubscribe() {
    return Mono.fromRunnable(() -> removeAll(Verb.PUNSUBSCRIBE, patterns));
  }

  @Override
  public Mono<Void> pUnsubscribe(ByteBuffer... names) {
    return Mono.fromRunnable(() -> remove(Verb.PUNSUBSCRIBE, patterns, names));
  }

  @Override
  public Set<ByteBuffer> getChannels() {
    return names(channels);
  }

  @Override
  public Set<ByteBuffer> getPatterns() {
    return names(patterns);
  }

  @Override
  public Flux<Message<ByteBuffer, ByteBuffer>> receive() {
    return Flux.create(this::begin, FluxSink.OverflowStrategy.IGNORE)
        .onBackpressureBuffer(MOST_BEHIND, BufferOverflowStrategy.DROP_OLDEST);
  }

  @Override
  public Mono<Void> cancel() {
    return Mono.fromRunnable(this::close);
  }

  /** Subscribes to nothing any more, and completes the receivers. */
  void close() {
    calls.lock();
    try {
      if (closed) {
        return;
      }
      removeAll(Verb.UNSUBSCRIBE, channels);
      removeAll(Verb.PUNSUBSCRIBE, patterns);
      closed = true;
      session.close();
    } finally {
      calls.unlock();
    }
    onClose.accept(this);
    receivers.forEach(FluxSink::complete);
  }

  // ---- receiving

  private void begin(FluxSink<Message<ByteBuffer, ByteBuffer>> receiver) {
    receivers.add(receiver);
    receiver.onDispose(() -> receivers.remove(receiver));
    received = true;
    if (closed) {
      receiver.complete();
    }
    wake();
  }

  /** Called by publishers: has others do the work. */
  private void wake() {
    if (received && work.getAndIncrement() == 0) {
      Schedulers.boundedElastic().schedule(this::deliverAll);
    }
  }

  private void deliverAll() {
    try {
      int seen = work.get();
      while (seen != 0) {
        for (Reply.Push next = next(); next != null; next = next()) {
          deliver(next.items());
        }
        seen = work.addAndGet(-seen);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply.@Nullable Push next() throws InterruptedException {
    return session.nextMessage(0);
  }

  private void deliver(List<Reply> items) {
    String kind = items.isEmpty() ? "" : Readers.text(items.get(0));
    if (kind.equals("message") && channels.contains(buffer(items.get(1)))) {
      tell(new ChannelMessage<>(buffer(items.get(1)), buffer(items.get(2))));
    } else if (kind.equals("pmessage") && patterns.contains(buffer(items.get(1)))) {
      tell(new PatternMessage<>(buffer(items.get(1)), buffer(items.get(2)), buffer(items.get(3))));
    }
  }

  private void tell(Message<ByteBuffer, ByteBuffer> message) {
    receivers.forEach(receiver -> receiver.next(message));
  }

  // ---- subscribing

  private void add(Verb verb, Set<ByteBuffer> targets, ByteBuffer... names) {
    List<byte[]> wanted = List.of(Buffers.bytes(List.of(names)));
    // Before the call: a message may be there before its reply was looked at.
    wanted.forEach(name -> targets.add(ByteBuffer.wrap(name)));
    call(verb, wanted);
  }

  private void removeAll(Verb verb, Set<ByteBuffer> targets) {
    remove(verb, targets, targets.toArray(ByteBuffer[]::new));
  }

  private void remove(Verb verb, Set<ByteBuffer> targets, ByteBuffer... names) {
    if (names.length > 0) {
      List<byte[]> unwanted = List.of(Buffers.bytes(List.of(names)));
      call(verb, unwanted);
      unwanted.forEach(name -> targets.remove(ByteBuffer.wrap(name)));
    }
  }

  private void call(Verb verb, List<byte[]> names) {
    calls.lock();
    try {
      if (closed) {
        throw new IllegalStateException("The subscription was cancelled");
      }
      Line line = Line.of(verb);
      names.forEach(line::add);
      Reply reply = Invoker.checked(session.execute(line.args()));
      List<Reply> parts =
          reply instanceof Reply.Several several ? several.replies() : List.of(reply);
      parts.forEach(part -> confirm(part.asList()));
    } finally {
      calls.unlock();
    }
  }

  private void confirm(List<Reply> items) {
    byte[] name = Readers.bytes(items.get(1));
    if (name == null) {
      return;
    }
    long count = items.get(2).asLong();
    switch (Readers.text(items.get(0))) {
      case "subscribe" -> listener.onChannelSubscribed(name, count);
      case "psubscribe" -> listener.onPatternSubscribed(name, count);
      case "unsubscribe" -> listener.onChannelUnsubscribed(name, count);
      default -> listener.onPatternUnsubscribed(name, count);
    }
  }

  private static Set<ByteBuffer> names(Set<ByteBuffer> targets) {
    return targets.stream()
        .map(ByteBuffer::asReadOnlyBuffer)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static ByteBuffer buffer(Reply reply) {
    return ByteBuffer.wrap(Readers.someBytes(reply));
  }
}
