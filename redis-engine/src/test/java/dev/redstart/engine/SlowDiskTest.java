package dev.redstart.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.persistence.files.Disk;
import dev.redstart.engine.persistence.files.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes its time, while others write into memory. */
@Timeout(60)
class SlowDiskTest {

  private static final int KEYS = 2000;

  @TempDir private Path directory;

  private final CountDownLatch syncing = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** Much more is changed than waits in memory until the disk has taken the first part. */
  @Test
  void whoChangesKeysDoesntWaitForTheDiskOfASnapshot() throws Exception {
    try (RedisEngine engine = engine(this::stuck);
        Session session = engine.session()) {
      write(session, "old");
      session.execute("BGSAVE");
      syncing.await();
      write(session, "new");
      assertThat(info(session)).contains("rdb_bgsave_in_progress:1");
      released.countDown();
      while (info(session).contains("rdb_bgsave_in_progress:1")) {
        Thread.sleep(1);
      }
    }
    try (RedisEngine engine = engine(Disk.REAL);
        Session session = engine.session()) {
      for (int i = 0; i < KEYS; i++) {
        assertThat(session.execute("GET", key(i)).asText()).isEqualTo(value("old"));
      }
    }
  }

  private static void write(Session session, String what) {
    for (int i = 0; i < KEYS; i++) {
      session.execute("SET", key(i), value(what));
    }
  }

  private static String key(int number) {
    return "key:" + number;
  }

  private static String value(String what) {
    return what.repeat(10_000);
  }

  private static String info(Session session) {
    return String.valueOf(session.execute("INFO", "persistence").asText());
  }

  private RedisEngine engine(Disk disk) {
    return RedisEngine.builder()
        .disk(disk)
        .setting("dir", directory.toString())
        .setting("dbfilename", "dump.rdb")
        .setting("rdbcompression", "no")
        .build();
  }

  private DiskFile stuck(Path path) throws IOException {
    DiskFile real = Disk.REAL.open(path);
    return new DiskFile() {
      @Override
      public long size() throws IOException {
        return real.size();
      }

      @Override
      public void append(byte[] bytes, int from, int length) throws IOException {
        real.append(bytes, from, length);
      }

      @Override
      public void overwrite(long at, byte[] bytes) throws IOException {
        real.overwrite(at, bytes);
      }

      @Override
      public void sync() throws IOException {
        syncing.countDown();
        try {
          released.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        real.sync();
      }

      @Override
      public void cut(long size) throws IOException {
        real.cut(size);
      }

      @Override
      public void close() throws IOException {
        real.close();
      }
    };
  }
}
