package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.value.Codecs;
import dev.redstart.engine.value.DataWriter;
import dev.redstart.engine.value.Usage;
import dev.redstart.engine.value.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes data as the commands that make them, in the form of the log. */
public final class CommandWriter implements DataWriter<CommandWriter> {

  private static final int FLUSHED_AT = 1 << 16;
  private static final int NO_DATABASE = -1;

  private static final Bytes FUNCTION = Bytes.of("FUNCTION");
  private static final Bytes LOAD = Bytes.of("LOAD");
  private static final Bytes PEXPIREAT = Bytes.of("PEXPIREAT");

  private final @Nullable OutputStream out;
  private final Codecs codecs;
  private final Records records = new Records();
  private int database = NO_DATABASE;

  /**
   * @param out null for memory, from where another one will {@link #append} all
   */
  public CommandWriter(@Nullable OutputStream out, Codecs codecs) {
    this.out = out;
    this.codecs = codecs;
  }

  @Override
  public void library(Bytes code) {
    command(List.of(FUNCTION, LOAD, code));
  }

  /** {@inheritDoc} No command says how it was used. */
  @Override
  public void key(int of, Bytes key, Value value, long deadline, Usage usage) {
    if (of != database) {
      database = of;
      records.select(of);
    }
    codecs.rebuild(key, value, this::command);
    if (deadline >= 0) {
      command(List.of(PEXPIREAT, key, Bytes.of(deadline)));
    }
  }

  @Override
  public int size() {
    return records.length();
  }

  @Override
  public void append(CommandWriter other) {
    if (other.size() > 0) {
      records.add(other.records);
      flushFull();
      database = other.database;
      other.records.clear();
      other.database = NO_DATABASE;
    }
  }

  /** {@inheritDoc} None: commands stand as they came. */
  @Override
  public byte[] end() {
    flush();
    return new byte[0];
  }

  private void command(List<Bytes> words) {
    records.command(words);
    flushFull();
  }

  private void flushFull() {
    if (records.length() >= FLUSHED_AT) {
      flush();
    }
  }

  private void flush() {
    OutputStream to = out;
    if (to != null) {
      try {
        to.write(records.bytes(), 0, records.length());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      records.clear();
    }
  }
}
