package dev.redstart.ratelimit;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.server.RespServer;
import dev.redstart.engine.testing.Oracle;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The three ways to a Redis: the engine in this process, its port and a real server. */
final class Backends implements AutoCloseable {

  final Map<String, RedisConnectionFactory> all = new LinkedHashMap<>();
  private final RedisEngine engine;

  Backends() {
    RespServer server = new RespServer(0);
    engine = RedisEngine.builder().with(server).build();
    all.put("embedded", new EngineConnectionFactory(engine));
    all.put("our port", lettuce(server.port()));
    all.put("a real server", lettuce(Oracle.required().port()));
  }

  static LettuceConnectionFactory lettuce(int port) {
    LettuceConnectionFactory factory = new LettuceConnectionFactory("127.0.0.1", port);
    factory.afterPropertiesSet();
    factory.start();
    return factory;
  }

  void flush() {
    for (RedisConnectionFactory factory : all.values()) {
      try (RedisConnection connection = factory.getConnection()) {
        connection.serverCommands().flushAll();
      }
    }
  }

  @Override
  public void close() {
    flush();
    for (RedisConnectionFactory factory : all.values()) {
      if (factory instanceof LettuceConnectionFactory lettuce) {
        lettuce.destroy();
      }
    }
    engine.close();
  }
}
