package dev.redstart.autoconfigure;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whether the data of an embedded engine outlive the application, and what of them may be lost. Off
 * until a directory is given.
 *
 * @param enabled Whether data outlive the application. True where a directory is given, else false.
 * @param directory Directory that the files are kept in; it is made where it isn't there. One
 *     process at a time may use it.
 * @param appendOnly Whether each write is logged, so that nothing is lost but what "fsync" allows.
 *     True unless something else is said; where false, data are as old after a crash as the last
 *     snapshot.
 * @param fsync When the log is brought to the disk. Every second unless something else is said.
 * @param savePoints When snapshots are saved besides the one at the end: after so much time with so
 *     many changes, such as "5m 100". Without a log after an hour with one change, five minutes
 *     with a hundred and one minute with ten thousand unless something else is said, with a log
 *     never.
 */
@ConfigurationProperties("redstart.persistence")
public record PersistenceProperties(
    @Nullable Boolean enabled,
    @Nullable String directory,
    @Nullable Boolean appendOnly,
    @Nullable Fsync fsync,
    @Nullable List<String> savePoints) {

  /** When a log is brought to the disk. */
  public enum Fsync {

    /** Before a write is answered: nothing is lost, whatever happens. */
    ALWAYS,

    /** Every second: a failure of the machine costs the last two seconds at most. */
    EVERYSEC,

    /** When the operating system sees fit. */
    NO;

    String directive() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
