package dev.redstart.sample.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the session knows about a customer.
 *
 * @param since when the customer signed in
 * @param recent the products looked at since then, the last one first
 */
public record Account(String name, Instant since, List<Long> recent) {

  private static final int REMEMBERED = 5;

  public Account {
    recent = List.copyOf(recent);
  }

  /** The same customer after a look at a product. */
  Account looked(long product) {
    List<Long> others = recent.stream().filter(other -> other != product).toList();
    List<Long> now = new ArrayList<>(REMEMBERED);
    now.add(product);
    now.addAll(others.subList(0, Math.min(others.size(), REMEMBERED - 1)));
    return new Account(name, since, now);
  }
}
