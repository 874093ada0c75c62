package dev.redstart.sample.catalogue;

import java.math.BigDecimal;

/**
 * A product as a list shows it.
 *
 * @param price in euro
 * @param stars mean of its reviews, 1 to 5
 * @param reviews how many reviews it has
 */
record Product(
    long id, String name, String category, BigDecimal price, double stars, long reviews) {}
