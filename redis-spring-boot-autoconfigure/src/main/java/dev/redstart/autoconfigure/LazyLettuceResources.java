package dev.redstart.autoconfigure;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Makes Boot's bean with Lettuce's threads a lazy one. Boot defines it whenever Lettuce is there,
 * whoever provides the connections.
 */
final class LazyLettuceResources implements BeanFactoryPostProcessor {

  private static final String BEAN = "lettuceClientResources";

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
    if (beanFactory.containsBeanDefinition(BEAN)) {
      beanFactory.getBeanDefinition(BEAN).setLazyInit(true);
    }
  }
}
