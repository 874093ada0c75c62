package dev.redstart.sample.catalogue;

import dev.redstart.sample.caching.Answer;
import dev.redstart.sample.caching.Answers;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The catalogue over HTTP; every answer tells how long it took and whether it was cached. */
@RestController
@RequestMapping("/api")
class CatalogueController {

  private static final int LONGEST_TEXT = 60;

  private final Catalogue catalogue;
  private final Answers answers;

  CatalogueController(Catalogue catalogue, Answers answers) {
    this.catalogue = catalogue;
    this.answers = answers;
  }

  @GetMapping("/search")
  Answer<SearchResult> search(
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "0") long category) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    if (wanted.length() > LONGEST_TEXT) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "a shorter text, please");
    }
    return answers.ask(Catalogue.SEARCHES, () -> catalogue.search(wanted, category));
  }

  @GetMapping("/products/{id}")
  Answer<ProductDetails> product(@PathVariable long id) {
    return answers.ask(
        Catalogue.PRODUCTS,
        () ->
            catalogue
                .product(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
  }

  @GetMapping("/categories")
  Answer<Assortment> categories() {
    return answers.ask(Catalogue.ASSORTMENT, catalogue::assortment);
  }
}
