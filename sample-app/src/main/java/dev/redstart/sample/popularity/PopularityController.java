package dev.redstart.sample.popularity;

import dev.redstart.sample.account.Account;
import dev.redstart.sample.account.Visitor;
import dev.redstart.sample.catalogue.ProductNames;
import dev.redstart.sample.news.News;
import dev.redstart.sample.news.Newsroom;
import dev.redstart.sample.popularity.Views.Place;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Counts views over HTTP, tells everyone, and shows the leaderboard. */
@RestController
@RequestMapping("/api")
class PopularityController {

  private static final int PLACES = 10;

  private final Views views;
  private final ProductNames names;
  private final Newsroom newsroom;
  private final Visitor visitor;

  PopularityController(Views views, ProductNames names, Newsroom newsroom, Visitor visitor) {
    this.views = views;
    this.names = names;
    this.newsroom = newsroom;
    this.visitor = visitor;
  }

  @PostMapping("/products/{id}/views")
  News view(@PathVariable long id, HttpServletRequest request) {
    String name = names.of(List.of(id)).get(id);
    if (name == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    String who = visitor.look(request, id).map(Account::name).orElse("Someone");
    News news = new News(who, "looked at", id, name, views.count(id));
    newsroom.publish(news);
    return news;
  }

  @GetMapping("/leaderboard")
  List<Leader> leaderboard() {
    List<Place> places = views.top(PLACES);
    Map<Long, String> found = names.of(places.stream().map(Place::product).toList());
    return places.stream()
        .map(place -> leader(place, found.getOrDefault(place.product(), "no longer sold")))
        .toList();
  }

  private static Leader leader(Place place, String name) {
    return new Leader(place.product(), name, place.views());
  }
}
