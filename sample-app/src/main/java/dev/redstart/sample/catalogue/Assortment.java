package dev.redstart.sample.catalogue;

import dev.redstart.sample.caching.Computation;
import dev.redstart.sample.caching.Computed;
import java.math.BigDecimal;
import java.util.List;

/** All categories with their figures. */
record Assortment(List<Category> categories, Computation computation) implements Computed {

  /**
   * One category.
   *
   * @param products how many products it has
   * @param cheapest the lowest price, in euro
   * @param dearest the highest price, in euro
   * @param stars mean of all reviews, 1 to 5
   */
  record Category(
      long id, String name, long products, BigDecimal cheapest, BigDecimal dearest, double stars) {}
}
