package dev.redstart.engine.persistence;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.CommandLine;
import java.util.Objects;
import java.util.TreeMap;

/** All that an engine holds, as a text. */
final class Contents {

  /** All that is pending in the groups of a stream. */
  private static final String PENDING =
      """
      local all = {}
      for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
        all[#all + 1] = redis.call('XPENDING', KEYS[1], group[2], '-', '+', 1000)
      end
      return all
      """;

  private Contents() {}

  /** The groups of a stream, with what is pending in them. */
  private static String groups(Session session, Bytes key) {
    Reply groups = session.execute(Bytes.of("XINFO"), Bytes.of("GROUPS"), key);
    if (groups instanceof Reply.Failure) {
      return "";
    }
    StringBuilder all = new StringBuilder().append(groups);
    Reply list = session.execute(Bytes.of("EVAL"), Bytes.of(PENDING), Bytes.of("1"), key);
    return all.append(list).toString();
  }

  /** All keys with what they hold, and when they end. */
  static String of(RedisEngine engine) {
    TreeMap<String, String> all = new TreeMap<>();
    try (Session session = engine.session()) {
      for (int database = 0; database < 16; database++) {
        session.execute(CommandLine.parse("SELECT " + database));
        for (Reply name : session.execute(CommandLine.parse("KEYS *")).asList()) {
          Bytes key = Objects.requireNonNull(name.asBytes());
          Reply digest = session.execute(Bytes.of("DEBUG"), Bytes.of("DIGEST-VALUE"), key);
          Reply end = session.execute(Bytes.of("PEXPIRETIME"), key);
          all.put(database + " " + key, digest + " " + end + groups(session, key));
        }
      }
    }
    return String.join("\n", all.entrySet().stream().map(Object::toString).toList());
  }
}
