package dev.redstart.actuate;

import dev.redstart.remote.RawCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.types.RedisClientInfo;

/** Those who are connected; a client can be disconnected by its id. */
final class ClientsPart implements Part {

  private static final int MOST = 1000;
  private static final List<String> FIELDS =
      List.of(
          "id",
          "addr",
          "name",
          "user",
          "lib-name",
          "db",
          "age",
          "idle",
          "flags",
          "sub",
          "psub",
          "multi",
          "tot-mem",
          "cmd");

  @Override
  public String name() {
    return "clients";
  }

  @Override
  public Object show(Query query) {
    List<RedisClientInfo> clients =
        query.redis().ask(connection -> connection.serverCommands().getClientList());
    List<Map<String, String>> shown = new ArrayList<>();
    for (RedisClientInfo client : clients == null ? List.<RedisClientInfo>of() : clients) {
      if (shown.size() < MOST) {
        shown.add(fields(client));
      }
    }
    return Map.of("connected", clients == null ? 0 : clients.size(), "clients", shown);
  }

  @Override
  public Object remove(Query query) {
    String id = query.name();
    if (id == null || !id.matches("[0-9]{1,19}")) {
      throw Part.impossible("which client is to go is said by name=<its id>");
    }
    Object killed =
        query
            .redis()
            .<@Nullable Object>ask(
                connection -> RawCall.only(RawCall.on(connection, "CLIENT", "KILL", "ID", id)));
    if (!(killed instanceof Number count) || count.longValue() == 0) {
      throw Part.impossible("there is no client " + id);
    }
    return Map.of("disconnected", id);
  }

  private static Map<String, String> fields(RedisClientInfo client) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : FIELDS) {
      String value = client.get(field);
      if (value != null && !value.isEmpty()) {
        fields.put(field, value);
      }
    }
    return fields;
  }
}
