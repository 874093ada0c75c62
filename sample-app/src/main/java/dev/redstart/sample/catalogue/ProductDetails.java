package dev.redstart.sample.catalogue;

import dev.redstart.sample.caching.Computation;
import dev.redstart.sample.caching.Computed;
import java.util.List;

/**
 * All there is to know about a product.
 *
 * @param cheaper how many products of its category cost less
 * @param companions what is most often bought together with it
 */
record ProductDetails(
    Product product,
    String description,
    long cheaper,
    List<Companion> companions,
    Computation computation)
    implements Computed {

  /**
   * A product bought together with another.
   *
   * @param orders how many orders held both
   */
  record Companion(long id, String name, long orders) {}
}
