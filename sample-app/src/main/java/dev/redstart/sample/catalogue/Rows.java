package dev.redstart.sample.catalogue;

import dev.redstart.sample.catalogue.Assortment.Category;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes records of rows. */
final class Rows {

  private Rows() {}

  static Product product(ResultSet row) throws SQLException {
    return new Product(
        row.getLong("id"),
        row.getString("name"),
        row.getString("category"),
        row.getBigDecimal("price"),
        stars(row),
        row.getLong("reviews"));
  }

  static Category category(ResultSet row, int index) throws SQLException {
    return new Category(
        row.getLong("id"),
        row.getString("name"),
        row.getLong("products"),
        row.getBigDecimal("cheapest"),
        row.getBigDecimal("dearest"),
        stars(row));
  }

  private static double stars(ResultSet row) throws SQLException {
    return BigDecimal.valueOf(row.getDouble("stars"))
        .setScale(1, RoundingMode.HALF_UP)
        .doubleValue();
  }
}
