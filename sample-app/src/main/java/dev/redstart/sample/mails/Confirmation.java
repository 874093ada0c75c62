package dev.redstart.sample.mails;

/**
 * An order that is to be confirmed.
 *
 * @param order the order's id
 * @param customer who has ordered
 * @param product what was ordered
 * @param name the product's name
 */
public record Confirmation(String order, String customer, long product, String name) {}
