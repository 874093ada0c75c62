package dev.redstart.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the application's Redis is, and how the embedded one is set up.
 *
 * @param mode Where the application's Redis is: inside of this process, or a server of its own that
 *     "spring.data.redis" describes.
 * @param databases Number of databases of the embedded engine. Sixteen unless something else is
 *     said.
 * @param database Index of the database that connections to the embedded engine begin on.
 * @param settings Directives of the embedded engine, named and written as in redis.conf.
 * @param server Port of the embedded engine.
 */
@ConfigurationProperties("redstart")
public record RedstartProperties(
    @DefaultValue("embedded") Mode mode,
    @Nullable Integer databases,
    @DefaultValue("0") int database,
    @DefaultValue Map<String, String> settings,
    @DefaultValue Server server) {

  /** Where the application's Redis is. */
  public enum Mode {

    /** Inside of this process. */
    EMBEDDED,

    /** A server of its own, which spring.data.redis describes. */
    REMOTE
  }

  /**
   * The port through which other processes see the embedded engine.
   *
   * @param enabled Whether to open the port. True where a port is given, else false.
   * @param port Port to open. Zero takes any that is free, which "local.redstart.port" then tells;
   *     6379 where only "enabled" is set.
   * @param bind Addresses to listen on, separated by spaces, as the directive "bind" has them. This
   *     machine only unless something else is said.
   * @param password Password that clients of the port have to give. None unless one is set. The
   *     application itself needs none.
   */
  public record Server(
      @Nullable Boolean enabled,
      @Nullable Integer port,
      @DefaultValue("127.0.0.1") String bind,
      @Nullable String password) {

    private static final int USUAL_PORT = 6379;

    /** The port to open; 0 for any that is free. */
    int portToOpen() {
      return port == null ? USUAL_PORT : port;
    }
  }

  /** Everything as directives of redis.conf. */
  Map<String, String> directives() {
    Map<String, String> directives = new LinkedHashMap<>(Directives.of(settings));
    if (databases != null) {
      directives.put("databases", databases.toString());
    }
    if (server.password() != null) {
      directives.put("requirepass", server.password());
    }
    return directives;
  }
}
