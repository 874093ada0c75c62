package dev.redstart.remote;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.util.ClassUtils;

/** Commands that Spring Data has no method for, over whichever driver the connection has. */
public final class RawCall {

  private static final boolean LETTUCE =
      ClassUtils.isPresent("io.lettuce.core.RedisClient", RawCall.class.getClassLoader());

  private RawCall() {}

  /**
   * Calls a command.
   *
   * @return lists, byte arrays and numbers, lists in lists included; a single answer may be in a
   *     list of its own, for which {@link #only} is there
   */
  public static @Nullable Object on(RedisConnection connection, String command, byte[]... args) {
    return LETTUCE && NestedAnswers.areWanted(connection)
        ? NestedAnswers.of(connection, command, args)
        : connection.execute(command, args);
  }

  /** As {@link #on(RedisConnection, String, byte[]...)}, of text. */
  public static @Nullable Object on(RedisConnection connection, String command, String... args) {
    byte[][] bytes = new byte[args.length][];
    for (int i = 0; i < args.length; i++) {
      bytes[i] = args[i].getBytes(StandardCharsets.UTF_8);
    }
    return on(connection, command, bytes);
  }

  /** The answer of a command that never answers with a list. */
  public static @Nullable Object only(@Nullable Object answer) {
    return answer instanceof List<?> list && !list.isEmpty() ? list.get(0) : answer;
  }

  /** An answer, or a part of one, as text. */
  public static String text(@Nullable Object answer) {
    return answer instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(answer);
  }
}
