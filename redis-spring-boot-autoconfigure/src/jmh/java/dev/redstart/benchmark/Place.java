package dev.redstart.benchmark;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Where the data is: in process and, in the same run, on a server on loopback that Lettuce talks
 * to. Start one and give its port by {@code -jvmArgsAppend -Dredis.port=6379}.
 */
@State(Scope.Benchmark)
public class Place {

  @Param({"embedded", "lettuce"})
  String mode;

  private RedisEngine engine;
  private LettuceConnectionFactory lettuce;

  /** Connections, the same ones each time. */
  RedisConnectionFactory factory() {
    if (mode.equals("embedded")) {
      engine = RedisEngine.builder().build();
      return new EngineConnectionFactory(engine);
    }
    lettuce = new LettuceConnectionFactory("127.0.0.1", Integer.getInteger("redis.port", 6379));
    lettuce.afterPropertiesSet();
    lettuce.start();
    return lettuce;
  }

  @TearDown(Level.Trial)
  public void stop() {
    if (engine != null) {
      engine.close();
    }
    if (lettuce != null) {
      lettuce.destroy();
    }
  }
}
