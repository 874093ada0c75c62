package dev.redstart.sample.catalogue;

import dev.redstart.sample.caching.Computation;
import dev.redstart.sample.catalogue.Assortment.Category;
import dev.redstart.sample.catalogue.ProductDetails.Companion;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The catalogue's questions to the database, slow for honest reasons: reviews and orders came by
 * export from elsewhere and have no index, and a text inside a text can use none.
 */
@Component
final class SlowQueries {

  private static final String SEARCH =
      """
      select p.id, p.name, c.name as category, p.price,
             avg(cast(r.stars as double precision)) as stars, count(*) as reviews,
             count(*) over () as total
      from review r
      join product p on p.id = r.product_id
      join category c on c.id = p.category_id
      where (:category = 0 or c.id = :category)
        and (lower(p.name) like :text or lower(p.description) like :text
             or lower(r.words) like :text)
      group by p.id, p.name, c.name, p.price
      order by case when lower(p.name) like :text then 0 else 1 end, reviews desc, stars desc, p.id
      fetch first 24 rows only
      """;
  private static final String PRODUCT =
      """
      select p.id, p.name, c.name as category, p.price, p.description,
             avg(cast(r.stars as double precision)) as stars, count(*) as reviews,
             (select count(*) from product o
              where o.category_id = p.category_id and o.price < p.price) as cheaper
      from review r
      join product p on p.id = r.product_id
      join category c on c.id = p.category_id
      where p.id = :id
      group by p.id, p.name, c.name, p.price, p.description, p.category_id
      """;
  private static final String COMPANIONS =
      """
      select p.id, p.name, count(*) as orders
      from order_line mine
      join order_line other on other.order_id = mine.order_id
      join product p on p.id = other.product_id
      where mine.product_id = :id and other.product_id <> :id
      group by p.id, p.name
      order by orders desc, p.id
      fetch first 5 rows only
      """;
  private static final String CATEGORIES =
      """
      select c.id, c.name, count(distinct p.id) as products, min(p.price) as cheapest,
             max(p.price) as dearest, avg(cast(r.stars as double precision)) as stars
      from review r
      join product p on p.id = r.product_id
      join category c on c.id = p.category_id
      group by c.id, c.name
      order by c.name
      """;

  private final JdbcClient database;
  private final Clock clock;

  SlowQueries(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  SearchResult search(String text, long category) {
    Instant began = clock.instant();
    List<Found> found =
        database
            .sql(SEARCH)
            .param("text", "%" + escaped(text) + "%")
            .param("category", category)
            .query((row, index) -> new Found(Rows.product(row), row.getLong("total")))
            .list();
    long total = found.isEmpty() ? 0 : found.get(0).total();
    List<Product> products = found.stream().map(Found::product).toList();
    return new SearchResult(total, products, Computation.since(began, clock));
  }

  Optional<ProductDetails> product(long id) {
    Instant began = clock.instant();
    List<Companion> companions =
        database.sql(COMPANIONS).param("id", id).query(Companion.class).list();
    return database
        .sql(PRODUCT)
        .param("id", id)
        .query(
            (row, index) ->
                new ProductDetails(
                    Rows.product(row),
                    row.getString("description"),
                    row.getLong("cheaper"),
                    companions,
                    Computation.since(began, clock)))
        .optional();
  }

  Assortment assortment() {
    Instant began = clock.instant();
    List<Category> categories = database.sql(CATEGORIES).query(Rows::category).list();
    return new Assortment(categories, Computation.since(began, clock));
  }

  /** What the visitor typed means itself, not a pattern. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  private record Found(Product product, long total) {}
}
