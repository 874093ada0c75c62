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
import org.springframework.data.redis.connection.RedisConnection;

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
  public byte @Nullable [] read(byte[] key) {
    Bytes state = execute(GET, Bytes.copyOf(key)).asBytes();
    return state == null ? null : state.toArray();
  }

  @Override
  public boolean change(byte[] key, Change change) {
    Bytes name = Bytes.copyOf(key);
    Bytes after = Bytes.copyOf(change.after);
    Bytes ttl = Bytes.of(change.ttlMillis);
    byte[] before = change.before;
    Reply reply =
        before == null
            ? execute(SET, name, after, NX, PX, ttl)
            : execute(SET, name, after, IFEQ, Bytes.copyOf(before), PX, ttl);
    return !reply.isNull();
  }

  @Override
  public void remove(byte[] key) {
    execute(DEL, Bytes.copyOf(key));
  }

  @Override
  public CompletableFuture<Optional<byte[]>> readLater(byte[] key) {
    return now(() -> Optional.ofNullable(read(key)));
  }

  @Override
  public CompletableFuture<Boolean> changeLater(byte[] key, Change change) {
    return now(() -> change(key, change));
  }

  @Override
  public CompletableFuture<Void> removeLater(byte[] key) {
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
    try (RedisConnection connection = factory.getConnection()) {
      Reply reply = ((Session) connection.getNativeConnection()).execute(call);
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
