package dev.redstart.sample.catalogue;

import dev.redstart.sample.caching.CachePlan;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The catalogue's caches. */
@Configuration(proxyBeanMethods = false)
class CatalogueCaches {

  @Bean
  CachePlan searches() {
    return new CachePlan(Catalogue.SEARCHES, SearchResult.class, Duration.ofMinutes(10));
  }

  @Bean
  CachePlan products() {
    return new CachePlan(Catalogue.PRODUCTS, ProductDetails.class, Duration.ofMinutes(30));
  }

  @Bean
  CachePlan assortmentCache() {
    return new CachePlan(Catalogue.ASSORTMENT, Assortment.class, Duration.ofHours(1));
  }
}
