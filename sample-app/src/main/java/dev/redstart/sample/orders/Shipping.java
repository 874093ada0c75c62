package dev.redstart.sample.orders;

import dev.redstart.sample.catalogue.ProductNames;
import dev.redstart.sample.news.News;
import dev.redstart.sample.news.Newsroom;
import java.util.List;
import java.util.Map;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.stream.StreamListener;
import org.springframework.stereotype.Component;

/** Ships what was ordered; an order stays pending in the group until that is done. */
@Component
class Shipping implements StreamListener<String, MapRecord<String, String, String>> {

  static final String GROUP = "shipping";

  private final Orders orders;
  private final ProductNames names;
  private final Newsroom newsroom;
  private final StringRedisTemplate redis;

  Shipping(Orders orders, ProductNames names, Newsroom newsroom, StringRedisTemplate redis) {
    this.orders = orders;
    this.names = names;
    this.newsroom = newsroom;
    this.redis = redis;
  }

  @Override
  public void onMessage(MapRecord<String, String, String> order) {
    Map<String, String> what = order.getValue();
    long product = Long.parseLong(what.getOrDefault(Orders.PRODUCT, "0"));
    String name = names.of(List.of(product)).getOrDefault(product, "no longer sold");
    long shipped = orders.shipped(product);
    newsroom.publish(
        new News(what.getOrDefault(Orders.CUSTOMER, "Someone"), "got", product, name, shipped));
    redis.opsForStream().acknowledge(GROUP, order);
  }
}
