package dev.redstart.sample.catalogue;

import dev.redstart.sample.catalogue.Words.Shelf;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Fills the empty database before the first request comes, each time with the same products. */
@Component
final class CatalogueSeed implements InitializingBean {

  static final int PRODUCTS = 4_000;
  private static final int REVIEWS = 24_000;
  private static final int ORDERS = 8_000;
  private static final int MOST_LINES = 5;
  private static final long SEED = 20_260_101;

  private final JdbcTemplate database;
  private final TransactionOperations transaction;

  CatalogueSeed(JdbcTemplate database, TransactionOperations transaction) {
    this.database = database;
    this.transaction = transaction;
  }

  @Override
  public void afterPropertiesSet() {
    Random chance = new Random(SEED);
    transaction.executeWithoutResult(
        status -> {
          insert("category", categories());
          insert("product", products(chance));
          insert("review", reviews(chance));
          insert("order_line", orderLines(chance));
        });
  }

  private void insert(String table, List<Object[]> rows) {
    String marks = "?" + ", ?".repeat(rows.get(0).length - 1);
    database.batchUpdate("insert into " + table + " values (" + marks + ")", rows);
  }

  private static List<Object[]> categories() {
    List<Object[]> rows = new ArrayList<>();
    for (Shelf shelf : Words.SHELVES) {
      rows.add(new Object[] {rows.size() + 1, shelf.category()});
    }
    return rows;
  }

  private static List<Object[]> products(Random chance) {
    List<Object[]> rows = new ArrayList<>();
    for (int id = 1; id <= PRODUCTS; id++) {
      int shelf = chance.nextInt(Words.SHELVES.size());
      String name = Words.name(Words.one(Words.SHELVES.get(shelf).things(), chance), chance);
      BigDecimal price = BigDecimal.valueOf(390 + 10L * chance.nextInt(2_500), 2);
      rows.add(new Object[] {id, shelf + 1, name, Words.description(name, chance), price});
    }
    return rows;
  }

  /** One for each product, for nothing is without an opinion; the rest as it comes. */
  private static List<Object[]> reviews(Random chance) {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < REVIEWS; i++) {
      int product = i < PRODUCTS ? i + 1 : favourite(chance);
      int stars = 1 + Math.max(chance.nextInt(5), chance.nextInt(5));
      rows.add(new Object[] {product, stars, Words.opinion(chance)});
    }
    return rows;
  }

  private static List<Object[]> orderLines(Random chance) {
    List<Object[]> rows = new ArrayList<>();
    for (int order = 1; order <= ORDERS; order++) {
      for (int line = chance.nextInt(MOST_LINES); line >= 0; line--) {
        rows.add(new Object[] {order, favourite(chance)});
      }
    }
    return rows;
  }

  /** Some products are bought far more often than others. */
  private static int favourite(Random chance) {
    double share = chance.nextDouble();
    return 1 + (int) (PRODUCTS * share * share);
  }
}
