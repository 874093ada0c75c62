package dev.redstart.engine.persistence.aof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.persistence.aof.Acknowledgements.Safety;
import dev.redstart.engine.persistence.files.Disk;
import dev.redstart.engine.persistence.files.DiskFile;
import dev.redstart.engine.spi.WriteListener.Write;
import dev.redstart.engine.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log promises on a disk that fails. */
class AofLogTest {

  private static final String REFUSAL = "MISCONF Errors writing to the AOF file: ";

  @TempDir private Path directory;

  private final FailingDisk disk = new FailingDisk();
  private final CountDownLatch askedForBase = new CountDownLatch(1);
  private AofFiles files;
  private AofLog log;

  @BeforeEach
  void open() throws IOException {
    AofSettings settings = new AofSettings(new Settings(Map.of("appendfsync", "always")));
    files = new AofFiles(disk, directory, "logs", "a", () -> false);
    files.open();
    log = new AofLog(files, disk, Clock.system(), settings);
    log.tell(askedForBase::countDown, () -> {});
    log.turn();
  }

  @AfterEach
  void close() {
    disk.full.set(false);
    log.close();
  }

  @Test
  void acknowledgesOnceItIsOnTheDisk() throws Exception {
    write("SET", "a", "1");
    assertThat(outcome()).isNull();
    assertThat(log.safe(log.appended(), Safety.SYNCED)).isTrue();
    assertThat(disk.syncs).isPositive();
  }

  /** A part of a record that went through is taken back, and the whole of it written later. */
  @Test
  void aFullDiskRefusesAndRecovers() throws Exception {
    write("SET", "a", "1");
    assertThat(outcome()).isNull();
    disk.full.set(true);
    write("SET", "b", "2");
    assertThat(outcome()).isEqualTo(REFUSAL + "No space left on device");
    write("SET", "c", "3");
    assertThat(outcome()).isEqualTo(REFUSAL + "No space left on device");
    disk.full.set(false);
    while (log.trouble() != null) {
      Thread.onSpinWait();
    }
    write("SET", "d", "4");
    assertThat(outcome()).isNull();
    assertThat(text()).containsSubsequence("a", "b", "c", "d").doesNotContain("$1\r\n*");
  }

  /** Nobody knows what is on a disk that has failed to sync: only a new base helps. */
  @Test
  void aFailedSyncAsksForABase() throws Exception {
    write("SET", "a", "1");
    assertThat(outcome()).isNull();
    disk.syncFails.set(true);
    write("SET", "b", "2");
    assertThat(outcome()).isEqualTo(REFUSAL + "Input/output error");
    disk.syncFails.set(false);
    write("SET", "c", "3");
    assertThat(outcome()).startsWith(REFUSAL);
    assertThat(askedForBase.await(10, TimeUnit.SECONDS)).isTrue();

    long sequence = log.turn();
    log.awaitIncrement(sequence);
    files.replaceBase(sequence, false, out -> out.write(new byte[0]));
    log.based(sequence);
    write("SET", "d", "4");
    assertThat(outcome()).isNull();
    assertThat(log.refusal()).isNull();
    assertThat(files.manifest().parts()).hasSize(2);
  }

  private void write(String... words) {
    log.written(List.of(new Write(0, java.util.Arrays.stream(words).map(Bytes::of).toList())));
  }

  private @Nullable String outcome() throws Exception {
    CompletableFuture<@Nullable String> told = new CompletableFuture<>();
    log.whenSafe(failure -> told.complete(failure == null ? null : failure.message()));
    return told.get(10, TimeUnit.SECONDS);
  }

  private String text() throws IOException {
    return Files.readString(files.path(files.manifest().increments().get(0)));
  }

  /** Adds half of what it should where it is full. */
  private static final class FailingDisk implements Disk {

    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicBoolean syncFails = new AtomicBoolean();
    private volatile int syncs;

    @Override
    public DiskFile open(Path path) throws IOException {
      DiskFile real = REAL.open(path);
      return new DiskFile() {
        @Override
        public long size() throws IOException {
          return real.size();
        }

        @Override
        public void append(byte[] bytes, int from, int length) throws IOException {
          if (full.get()) {
            real.append(bytes, from, length / 2);
            throw new IOException("No space left on device");
          }
          real.append(bytes, from, length);
        }

        @Override
        public void overwrite(long at, byte[] bytes) throws IOException {
          real.overwrite(at, bytes);
        }

        @Override
        public void sync() throws IOException {
          if (syncFails.get()) {
            throw new IOException("Input/output error");
          }
          real.sync();
          syncs = syncs + 1;
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
}
