package dev.redstart.jobs.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a script is given: a table of names and values, and perhaps further tables. Not shared. */
public final class Arguments {

  private static final byte[] TRUE = {'1'};

  private final List<byte[]> values = new ArrayList<>();
  private int table = -1;

  private Arguments() {
    table();
  }

  /** No argument yet. */
  public static Arguments none() {
    return new Arguments();
  }

  /** One argument. */
  public static Arguments of(String name, String value) {
    return none().with(name, value);
  }

  /** Adds a text; nothing where it is null. */
  public Arguments with(String name, @Nullable String value) {
    return value == null ? this : put(name, value.getBytes(UTF_8));
  }

  /** Adds a number. */
  public Arguments with(String name, long value) {
    return with(name, Long.toString(value));
  }

  /** Adds a mark; nothing where it is false. */
  public Arguments with(String name, boolean mark) {
    return mark ? put(name, TRUE) : this;
  }

  /** Begins another table. */
  public Arguments table() {
    close();
    table = values.size();
    values.add(TRUE);
    return this;
  }

  /** The key and all tables, as EVAL wants them. */
  byte[][] with(byte[] key) {
    close();
    byte[][] all = new byte[values.size() + 1][];
    all[0] = key;
    for (int i = 0; i < values.size(); i++) {
      all[i + 1] = values.get(i);
    }
    return all;
  }

  private Arguments put(String name, byte[] value) {
    values.add(name.getBytes(UTF_8));
    values.add(value);
    return this;
  }

  private void close() {
    if (table >= 0) {
      int fields = (values.size() - table - 1) / 2;
      values.set(table, Integer.toString(fields).getBytes(UTF_8));
    }
  }
}
