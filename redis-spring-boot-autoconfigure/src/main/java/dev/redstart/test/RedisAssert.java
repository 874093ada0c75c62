package dev.redstart.test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Assertions on what is in a Redis, embedded or not. */
public final class RedisAssert extends AbstractAssert<RedisAssert, RedisConnectionFactory> {

  RedisAssert(RedisConnectionFactory connections) {
    super(connections, RedisAssert.class);
  }

  /** Goes on with one key, whether it is there or not. */
  public KeyAssert key(String name) {
    return new KeyAssert(new StoredKey(actual, name)).as(info.description());
  }

  /** Goes on with the names of all keys that look like {@code pattern}, in alphabetical order. */
  public ListAssert<String> keys(String pattern) {
    return Assertions.assertThat(names(pattern)).as("keys like %s", pattern);
  }

  /** There is no key at all. */
  public RedisAssert isEmpty() {
    List<String> names = names("*");
    if (!names.isEmpty()) {
      failWithMessage("there should be no key%n but there are %s", StoredKey.shortened(names));
    }
    return this;
  }

  private List<String> names(String pattern) {
    Set<byte[]> keys =
        StoredKey.ask(
            actual, it -> it.keyCommands().keys(pattern.getBytes(StandardCharsets.UTF_8)));
    Set<String> names = new TreeSet<>();
    if (keys != null) {
      keys.forEach(key -> names.add(new String(key, StandardCharsets.UTF_8)));
    }
    return List.copyOf(names);
  }
}
