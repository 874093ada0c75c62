package dev.redstart.sample.catalogue;

import java.util.Optional;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Component;

/**
 * The catalogue with its caches: the first to ask waits for the query, and whoever asks the same
 * meanwhile waits for that one answer ({@code sync}).
 */
@Component
class Catalogue {

  static final String ASSORTMENT = "assortment";
  static final String PRODUCTS = "products";
  static final String SEARCHES = "searches";

  private final SlowQueries queries;

  Catalogue(SlowQueries queries) {
    this.queries = queries;
  }

  /** The products that have the text somewhere; category 0 is all categories. */
  @Cacheable(cacheNames = SEARCHES, key = "#category + ':' + #text", sync = true)
  public SearchResult search(String text, long category) {
    return queries.search(text, category);
  }

  /** One product with what is bought together with it; that there is none isn't kept. */
  @Cacheable(cacheNames = PRODUCTS, key = "#id", unless = "#result == null")
  public Optional<ProductDetails> product(long id) {
    return queries.product(id);
  }

  /** All categories. */
  @Cacheable(cacheNames = ASSORTMENT, key = "'all'", sync = true)
  public Assortment assortment() {
    return queries.assortment();
  }
}
