package dev.redstart.sample.orders;

import dev.redstart.sample.account.Account;
import dev.redstart.sample.account.Visitor;
import dev.redstart.sample.catalogue.ProductNames;
import dev.redstart.sample.mails.Confirmation;
import dev.redstart.sample.mails.Confirmations;
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
  private final Confirmations confirmations;

  OrderController(Orders orders, ProductNames names, Visitor visitor, Confirmations confirmations) {
    this.orders = orders;
    this.names = names;
    this.visitor = visitor;
    this.confirmations = confirmations;
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
    String name = names.of(List.of(id)).get(id);
    if (name == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    String order = orders.place(id, account.name());
    confirmations.confirm(new Confirmation(order, account.name(), id, name));
    return new Placed(order);
  }

  @GetMapping
  Shipped shipped(@PathVariable long id) {
    return new Shipped(orders.howMany(id));
  }
}
