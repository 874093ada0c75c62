package dev.redstart.sample.news;

/**
 * Someone looked at a product, or got one.
 *
 * @param who the customer's name, or "Someone"
 * @param what what was done, as a verb: "looked at" or "got"
 * @param count how often that was done with the product by now
 */
public record News(String who, String what, long product, String name, long count) {}
