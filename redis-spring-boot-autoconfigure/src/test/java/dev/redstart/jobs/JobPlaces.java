package dev.redstart.jobs;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.server.RespServer;
import dev.redstart.engine.testing.Oracle;
import java.util.List;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The engine in this process, its port, and a real server, for all tests of a run. */
public final class JobPlaces {

  private static List<JobPlace> places;

  private JobPlaces() {}

  /** The places, made when they are first asked for. */
  public static synchronized List<JobPlace> all() {
    open();
    return places;
  }

  private static void open() {
    if (places == null) {
      RespServer server = new RespServer(0);
      RedisEngine engine = RedisEngine.builder().with(server).build();
      int real = Oracle.required().port();
      places =
          List.of(
              new JobPlace("embedded", new EngineConnectionFactory(engine), server.port()),
              new JobPlace("our port", lettuce(server.port()), server.port()),
              new JobPlace("a real server", lettuce(real), real));
    }
  }

  private static LettuceConnectionFactory lettuce(int port) {
    LettuceConnectionFactory factory = new LettuceConnectionFactory("127.0.0.1", port);
    factory.afterPropertiesSet();
    factory.start();
    return factory;
  }
}
