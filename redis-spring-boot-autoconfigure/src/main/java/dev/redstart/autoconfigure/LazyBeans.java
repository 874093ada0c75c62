package dev.redstart.autoconfigure;

import java.util.Set;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Makes beans of Boot's lazy that most applications don't use: Lettuce's threads, which it defines
 * whoever provides the connections, and the reactive templates. Beans of the application that have
 * their names stay as they are.
 */
final class LazyBeans implements BeanFactoryPostProcessor {

  private static final String BOOT = "org.springframework.boot.data.redis.";
  private static final Set<String> NAMES =
      Set.of("lettuceClientResources", "reactiveRedisTemplate", "reactiveStringRedisTemplate");

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
    for (String name : NAMES) {
      if (beanFactory.containsBeanDefinition(name)) {
        BeanDefinition bean = beanFactory.getBeanDefinition(name);
        String configuration = bean.getFactoryBeanName();
        if (configuration != null && configuration.startsWith(BOOT)) {
          bean.setLazyInit(true);
        }
      }
    }
  }
}
