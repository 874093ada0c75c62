package dev.redstart.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sections of INFO. */
final class InfoPart implements Part {

  private static final List<String> SECTIONS =
      List.of(
          "server",
          "clients",
          "memory",
          "persistence",
          "stats",
          "replication",
          "cpu",
          "errorstats",
          "keyspace");
  private static final List<String> LONG_ONES = List.of("commandstats", "latencystats");

  @Override
  public String name() {
    return "info";
  }

  /** One section, or those that aren't long. */
  @Override
  public @Nullable Object show(Query query) {
    String one = query.name();
    if (one != null) {
      return SECTIONS.contains(one) || LONG_ONES.contains(one)
          ? query.redis().ask(connection -> ServerInfo.of(connection, one)).all()
          : null;
    }
    return query
        .redis()
        .ask(
            connection -> {
              Map<String, Object> sections = new LinkedHashMap<>();
              for (String section : SECTIONS) {
                sections.put(section, ServerInfo.of(connection, section).all());
              }
              return sections;
            });
  }
}
