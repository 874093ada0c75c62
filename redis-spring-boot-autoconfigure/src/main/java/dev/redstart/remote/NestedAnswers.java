package dev.redstart.remote;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;

/** Lists within lists over Lettuce, which has to be told beforehand what shape an answer has. */
final class NestedAnswers {

  private NestedAnswers() {}

  static boolean areWanted(RedisConnection connection) {
    return connection instanceof LettuceConnection;
  }

  static @Nullable Object of(RedisConnection connection, String command, byte[]... args) {
    return ((LettuceConnection) connection)
        .execute(command, new ArrayOutput<>(ByteArrayCodec.INSTANCE), args);
  }
}
