package dev.redstart.actuate;

import java.util.Map;
import org.springframework.data.redis.connection.RedisServerCommands;

/** How data are kept; a snapshot can be ordered. */
final class PersistencePart implements Part {

  @Override
  public String name() {
    return "persistence";
  }

  @Override
  public Object show(Query query) {
    return query.redis().ask(connection -> ServerInfo.of(connection, "persistence")).all();
  }

  /** Orders a snapshot, which is written in the background. */
  @Override
  public Object act(Query query) {
    query
        .redis()
        .ask(
            connection -> {
              RedisServerCommands server = connection.serverCommands();
              server.bgSave();
              return server;
            });
    return Map.of("snapshot", "started");
  }
}
