package dev.redstart.sample.news;

/**
 * Someone looked at a product.
 *
 * @param who the customer's name, or "Someone"
 * @param views how often the product was looked at by now
 */
public record News(String who, long product, String name, long views) {}
