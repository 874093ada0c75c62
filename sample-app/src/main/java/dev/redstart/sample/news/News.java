package dev.redstart.sample.news;

/**
 * Someone looked at a product, or got one, or got a mail about it.
 *
 * @param who the customer's name, or "Someone"
 * @param what what was done, as a verb: "looked at", "got" or "was mailed about"
 * @param count how often that was done with the product by now; how often a mail was tried
 */
public record News(String who, String what, long product, String name, long count) {}
