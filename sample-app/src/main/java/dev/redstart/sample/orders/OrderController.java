package dev.redstart.sample.orders;

import dev.redstart.sample.account.Account;
import dev.redstart.sample.account.Visitor;
import dev.redstart.sample.catalogue.ProductNames;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Takes orders of whoever is signed in. */
@RestController
@RequestMapping("/api/products/{id}/orders")
class OrderController {

  private final Orders orders;
  private final ProductNames names;
  private final Visitor visitor;

  OrderController(Orders orders, ProductNames names, Visitor visitor) {
    this.orders = orders;
    this.names = names;
    this.visitor = visitor;
  }

  /** An order that was placed. */
  record Placed(String id) {}

  /** What has become of the orders of a product. */
  record Shipped(long shipped) {}

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Placed order(@PathVariable long id, HttpServletRequest request) {
    Account account =
        visitor
            .account(request)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
    if (!names.of(List.of(id)).containsKey(id)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return new Placed(orders.place(id, account.name()));
  }

  @GetMapping
  Shipped shipped(@PathVariable long id) {
    return new Shipped(orders.howMany(id));
  }
}
