package dev.redstart.jobs;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.server.RespServer;
import dev.redstart.engine.testing.Oracle;
import dev.redstart.engine.testing.RealCluster;
import java.util.List;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The engine in this process, its port, a real server and a cluster, for all tests of a run. */
public final class JobPlaces {

  private static List<JobPlace> places;

  private JobPlaces() {}

  /** The places, made when they are first asked for. */
  public static synchronized List<JobPlace> all() {
    open();
    return places;
  }

  /** The engine and a real server: those with a port for other programs. */
  public static List<JobPlace> forOtherPrograms() {
    return all().stream().filter(place -> !place.toString().equals("our port")).limit(2).toList();
  }

  /** Three real servers that share the keys. */
  public static JobPlace cluster() {
    return all().get(3);
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
              new JobPlace("a real server", lettuce(real), real),
              new JobPlace("a cluster", threeServers(), 0, "{bull}"));
    }
  }

  private static LettuceConnectionFactory lettuce(int port) {
    return started(new LettuceConnectionFactory("127.0.0.1", port));
  }

  private static LettuceConnectionFactory threeServers() {
    List<String> nodes = List.of(RealCluster.required().addresses().split(",", -1));
    return started(new LettuceConnectionFactory(new RedisClusterConfiguration(nodes)));
  }

  private static LettuceConnectionFactory started(LettuceConnectionFactory factory) {
    factory.afterPropertiesSet();
    factory.start();
    return factory;
  }
}
