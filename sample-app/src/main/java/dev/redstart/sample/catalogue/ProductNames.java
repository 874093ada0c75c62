package dev.redstart.sample.catalogue;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the names of products by their primary keys, which is fast enough without a cache. */
@Component
public final class ProductNames {

  private final JdbcClient database;

  ProductNames(JdbcClient database) {
    this.database = database;
  }

  /** The names of those products that exist. */
  public Map<Long, String> of(Collection<Long> ids) {
    Map<Long, String> names = new HashMap<>();
    if (!ids.isEmpty()) {
      database
          .sql("select id, name from product where id in (:ids)")
          .param("ids", ids)
          .query((row, index) -> names.put(row.getLong("id"), row.getString("name")))
          .list();
    }
    return names;
  }
}
