package dev.redstart.autoconfigure;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The server of a further instance. Boot makes connections to one server for each application
 * context: so this is one, of nothing but Boot's own Redis configuration, whose "spring.data.redis"
 * are the instance's properties.
 */
final class RemoteInstance implements DisposableBean {

  private static final String BOOT = "spring.data.redis";
  private static final String THREADS = "spring.threads.virtual.enabled";

  private final AnnotationConfigApplicationContext context;

  private RemoteInstance(AnnotationConfigApplicationContext context) {
    this.context = context;
  }

  /**
   * The server of the instance of that name.
   *
   * @param bundles where its certificates are
   * @param customizers of Lettuce, such as those that let its calls be observed
   */
  static RemoteInstance of(
      String name,
      Environment environment,
      @Nullable SslBundles bundles,
      List<ClientResourcesBuilderCustomizer> customizers) {
    Map<String, Object> properties = new HashMap<>();
    Binder.get(environment)
        .bind("redstart.instances." + name + ".redis", Bindable.mapOf(String.class, Object.class))
        .ifBound(given -> add(BOOT, given, properties));
    properties.put(BOOT + ".client-type", "lettuce");
    properties.put(BOOT + ".listener.auto-startup", "false");
    properties.put(THREADS, environment.getProperty(THREADS, "false"));
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.setDisplayName("Redis instance " + name);
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(name, properties));
    if (bundles != null) {
      context.registerBean(SslBundles.class, () -> bundles);
    }
    for (ClientResourcesBuilderCustomizer customizer : customizers) {
      context.registerBean(
          "customizer" + customizers.indexOf(customizer),
          ClientResourcesBuilderCustomizer.class,
          () -> customizer);
    }
    context.register(DataRedisAutoConfiguration.class);
    context.refresh();
    return new RemoteInstance(context);
  }

  LettuceConnectionFactory connections() {
    return context.getBean(LettuceConnectionFactory.class);
  }

  @Override
  public void destroy() {
    context.close();
  }

  private static void add(String name, Object value, Map<String, Object> properties) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, part) -> add(name + "." + key, part, properties));
    } else if (value instanceof Collection<?> list) {
      int index = 0;
      for (Object part : list) {
        add(name + "[" + index++ + "]", part, properties);
      }
    } else {
      properties.put(name, value);
    }
  }
}
