package dev.redstart.data;

import dev.redstart.engine.reply.Reply;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.zset.Tuple;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.Cursor.CursorId;
import org.springframework.data.redis.core.KeyBoundCursor;
import org.springframework.data.redis.core.ScanCursor;
import org.springframework.data.redis.core.ScanIteration;
import org.springframework.data.redis.core.ScanOptions;

/** Opens cursors. A cursor that is closed closes the connection with it, as Spring Data expects. */
final class Scans {

  private final Invoker invoker;
  private final Runnable onClose;

  Scans(Invoker invoker, Runnable onClose) {
    this.invoker = invoker;
    this.onClose = onClose;
  }

  Cursor<byte[]> keys(ScanOptions options) {
    invoker.requireDirect("SCAN");
    return new KeyCursor(options, this).open();
  }

  Cursor<byte[]> members(byte[] key, ScanOptions options) {
    return open(Verb.SSCAN, key, options, Scans::bytes);
  }

  Cursor<Map.Entry<byte[], byte[]>> fields(byte[] key, ScanOptions options) {
    return open(
        Verb.HSCAN, key, options, items -> PairReader.pairs(items, EngineHashCommands::entry));
  }

  Cursor<Tuple> tuples(byte[] key, ScanOptions options) {
    return open(Verb.ZSCAN, key, options, items -> PairReader.pairs(items, PairReader::tuple));
  }

  private <T> Cursor<T> open(
      Verb verb, byte[] key, ScanOptions options, Function<Reply, Collection<T>> items) {
    invoker.requireDirect(verb.name());
    return new ElementCursor<>(new Scan<>(verb, items), key, options, this).open();
  }

  private <T> ScanIteration<T> next(
      Line line, CursorId cursor, ScanOptions options, Function<Reply, Collection<T>> items) {
    invoker.requireDirect(line.verb().name());
    Reply reply = invoker.now(Options.scan(line.add(cursor.getCursorId()), options));
    List<Reply> parts = reply.asList();
    return new ScanIteration<>(CursorId.of(Readers.text(parts.get(0))), items.apply(parts.get(1)));
  }

  private static Collection<byte[]> bytes(Reply items) {
    return items.asList().stream().map(Readers::someBytes).toList();
  }

  /** What a cursor over the elements of one key calls and reads. */
  private record Scan<T>(Verb verb, Function<Reply, Collection<T>> items) {}

  /** Runs through the keys of the database. */
  private static final class KeyCursor extends ScanCursor<byte[]> {

    private final Scans scans;

    KeyCursor(ScanOptions options, Scans scans) {
      super(CursorId.initial(), options);
      this.scans = scans;
    }

    @Override
    protected ScanIteration<byte[]> doScan(CursorId cursorId, ScanOptions options) {
      return scans.next(Line.of(Verb.SCAN), cursorId, options, Scans::bytes);
    }

    @Override
    protected void doClose() {
      scans.onClose.run();
    }
  }

  /** Runs through what one key holds. */
  private static final class ElementCursor<T> extends KeyBoundCursor<T> {

    private final Scan<T> scan;
    private final Scans scans;

    ElementCursor(Scan<T> scan, byte[] key, ScanOptions options, Scans scans) {
      super(key, CursorId.initial(), options);
      this.scan = scan;
      this.scans = scans;
    }

    @Override
    protected ScanIteration<T> doScan(
        byte[] key, CursorId cursorId, @Nullable ScanOptions options) {
      ScanOptions given = options == null ? ScanOptions.NONE : options;
      return scans.next(Line.of(scan.verb(), key), cursorId, given, scan.items());
    }

    @Override
    protected void doClose() {
      scans.onClose.run();
    }
  }
}
