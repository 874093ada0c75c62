package dev.redstart.sample.catalogue;

import dev.redstart.sample.caching.Computation;
import dev.redstart.sample.caching.Computed;
import java.util.List;

/**
 * What a search found.
 *
 * @param total how many products fit, shown or not
 * @param products the best of them
 */
record SearchResult(long total, List<Product> products, Computation computation)
    implements Computed {}
