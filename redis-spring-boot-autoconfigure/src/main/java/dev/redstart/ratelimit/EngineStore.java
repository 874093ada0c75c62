package dev.redstart.ratelimit;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.RedisException;
import dev.redstart.engine.reply.Reply;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The embedded engine as a store: one command for each step, no script, no waiting. What is asked
 * for later is there at once.
 */
final class EngineStore implements BucketStore {

  private static final Bytes GET = Bytes.of("GET");
  private static final Bytes SET = Bytes.of("SET");
  private static final Bytes DEL = Bytes.of("DEL");
  private static final Bytes NX = Bytes.of("NX");
  private static final Bytes IFEQ = Bytes.of("IFEQ");
  private static final Bytes PX = Bytes.of("PX");

  private final EngineConnectionFactory factory;

  EngineStore(EngineConnectionFactory factory) {
    this.factory = factory;
  }

  @Override
  public byte @Nullable [] read(Bytes key) {
    Bytes state = execute(GET, key).asBytes();
    return state == null ? null : state.toArray();
  }

  @Override
  public boolean change(Bytes key, Change change) {
    Bytes after = Bytes.wrap(change.after);
    Bytes ttl = Bytes.of(change.ttlMillis);
    byte[] before = change.before;
    Reply reply =
        before == null
            ? execute(SET, key, after, NX, PX, ttl)
            : execute(SET, key, after, IFEQ, Bytes.wrap(before), PX, ttl);
    return !reply.isNull();
  }

  @Override
  public void remove(Bytes key) {
    execute(DEL, key);
  }

  @Override
  public CompletableFuture<Optional<byte[]>> readLater(Bytes key) {
    return now(() -> Optional.ofNullable(read(key)));
  }

  @Override
  public CompletableFuture<Boolean> changeLater(Bytes key, Change change) {
    return now(() -> change(key, change));
  }

  @Override
  public CompletableFuture<Void> removeLater(Bytes key) {
    return now(
        () -> {
          remove(key);
          return null;
        });
  }

  @Override
  public boolean isReactive() {
    return true;
  }

  @Override
  public boolean mayBeLate() {
    return false;
  }

  private Reply execute(Bytes... call) {
    try (Session session = factory.openSession()) {
      Reply reply = session.execute(call);
      RedisException failure = reply.failure();
      if (failure != null) {
        throw failure;
      }
      return reply;
    }
  }

  private static <T extends @Nullable Object> CompletableFuture<T> now(Supplier<T> work) {
    try {
      return CompletableFuture.completedFuture(work.get());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
