package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** The examples of docs/cache.md. */
class CacheExamplesTest {

  private static final Page PAGE = Page.of("cache.md");

  @Test
  void theManualShowsWhatIsTestedHere() {
    assertThat(PAGE.javaMissingIn(CacheExamplesTest.class)).isEmpty();
  }

  @Test
  void theManualNamesEveryProperty() {
    List<String> missing = new ArrayList<>();
    List<Class<?>> groups =
        List.of(
            RedstartCacheProperties.class,
            RedstartCacheProperties.Settings.class,
            RedstartCacheProperties.Json.class,
            RedstartCacheProperties.Near.class);
    for (Class<?> group : groups) {
      for (RecordComponent property : group.getRecordComponents()) {
        String name = property.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        if (!groups.contains(property.getType()) && !PAGE.text().contains(name)) {
          missing.add(name);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void eachCacheHasSettingsOfItsOwn(CachePlaces place) {
    place
        .runner()
        .withUserConfiguration(Catalogue.class)
        .withInitializer(
            context ->
                AutoConfigurationPackages.register(
                    (BeanDefinitionRegistry) context.getBeanFactory(),
                    CacheExamplesTest.class.getPackageName()))
        .withPropertyValues(PAGE.block("properties", "redstart.cache").split("\n"))
        .run(
            context -> {
              Catalogue catalogue = context.getBean(Catalogue.class);
              StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
              redis.delete("products::1");
              Product first = catalogue.product(1);
              assertThat(catalogue.product(1)).isEqualTo(first);
              assertThat(redis.opsForValue().get("products::1")).contains("\"name\":\"query");
              assertThat(redis.getExpire("products::1")).isBetween(3230L, 3600L);
              catalogue.changed(1);
              assertThat(catalogue.product(1)).isNotEqualTo(first);
            });
  }

  @Component
  static class Catalogue {

    private final AtomicInteger queries = new AtomicInteger();

    @Cacheable(cacheNames = "products", sync = true)
    public Product product(long id) {
      return new Product(id, "query " + queries.incrementAndGet());
    }

    @CacheEvict("products")
    public void changed(long id) {}
  }

  record Product(long id, String name) {}
}
