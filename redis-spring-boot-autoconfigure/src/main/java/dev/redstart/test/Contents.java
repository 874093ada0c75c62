package dev.redstart.test;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.reply.RedisException;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an engine holds at a moment: its keys, functions and directives. */
final class Contents {

  private final List<Key> keys = new ArrayList<>();
  private final Bytes functions;
  private final Map<String, String> directives = new LinkedHashMap<>();

  /**
   * One key.
   *
   * @param dump its value as DUMP writes it
   * @param deadline as PEXPIRETIME tells it
   */
  private record Key(int database, Bytes name, Bytes dump, long deadline) {}

  private Contents(RedisEngine engine, Session session) {
    int databases = Integer.parseInt(text(engine, "databases"));
    for (int database = 0; database < databases; database++) {
      call(session, "SELECT", database);
      for (Reply name : call(session, "KEYS", "*").asList()) {
        add(session, database, Objects.requireNonNull(name.asBytes()));
      }
    }
    functions = Objects.requireNonNull(call(session, "FUNCTION", "DUMP").asBytes());
    engine.settings().all().forEach(setting -> directives.put(setting.name(), setting.text()));
  }

  private void add(Session session, int database, Bytes name) {
    Bytes dump = call(session, "DUMP", name).asBytes();
    if (dump != null) {
      long deadline = call(session, "PEXPIRETIME", name).asLong();
      keys.add(new Key(database, name, dump, deadline));
    }
  }

  /** What {@code engine} holds now. */
  static Contents of(RedisEngine engine) {
    try (Session session = open(engine)) {
      return new Contents(engine, session);
    }
  }

  /** A session of the test support itself. */
  static Session open(RedisEngine engine) {
    Session session = engine.session();
    Probe.hide(session.client());
    return session;
  }

  /**
   * Puts all of this in the place of what {@code engine} holds, in one step: nobody sees it empty,
   * and whoever waits for a key goes on to do so.
   */
  void replaceIn(RedisEngine engine) {
    try (Session session = open(engine)) {
      directives.forEach((name, text) -> restore(engine, session, name, text));
      if (!Objects.equals(functions, call(session, "FUNCTION", "DUMP").asBytes())) {
        call(session, "FUNCTION", "RESTORE", functions, "FLUSH");
      }
      call(session, "MULTI");
      call(session, "FLUSHALL");
      restoreKeys(session);
      call(session, "EXEC").asList().forEach(Contents::checked);
    }
  }

  /** Adds keys and functions to what {@code engine} holds. */
  void addTo(RedisEngine engine) {
    try (Session session = open(engine)) {
      call(session, "FUNCTION", "RESTORE", functions, "REPLACE");
      restoreKeys(session);
    }
  }

  private void restoreKeys(Session session) {
    int selected = 0;
    for (Key key : keys) {
      if (key.database != selected) {
        selected = key.database;
        call(session, "SELECT", selected);
      }
      long deadline = Math.max(0, key.deadline);
      call(session, "RESTORE", key.name, deadline, key.dump, "REPLACE", "ABSTTL");
    }
  }

  private static void restore(RedisEngine engine, Session session, String name, String text) {
    if (!text.equals(text(engine, name))) {
      call(session, "CONFIG", "SET", name, text);
    }
  }

  private static String text(RedisEngine engine, String directive) {
    Setting setting = engine.settings().find(directive);
    return setting == null ? "" : setting.text();
  }

  private static Reply call(Session session, Object... words) {
    Bytes[] args = new Bytes[words.length];
    for (int i = 0; i < words.length; i++) {
      args[i] = words[i] instanceof Bytes bytes ? bytes : Bytes.of(words[i].toString());
    }
    return checked(session.execute(args));
  }

  private static Reply checked(Reply reply) {
    RedisException failure = reply.failure();
    if (failure != null) {
      throw failure;
    }
    return reply;
  }
}
