package dev.redstart.jobs.listener;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/** Finds the methods that have {@link JobListener} and makes the containers that call them. */
public final class JobListenerAnnotationBeanPostProcessor
    implements BeanPostProcessor, BeanFactoryAware, SmartInitializingSingleton {

  private final List<Found> found = new ArrayList<>();
  private final Set<Class<?>> without = ConcurrentHashMap.newKeySet();
  private @Nullable BeanFactory beanFactory;

  /** To be made before other beans. */
  public JobListenerAnnotationBeanPostProcessor() {}

  @Override
  public void setBeanFactory(BeanFactory beanFactory) {
    this.beanFactory = beanFactory;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    Class<?> type = AopUtils.getTargetClass(bean);
    if (bean instanceof AopInfrastructureBean
        || without.contains(type)
        || !AnnotationUtils.isCandidateClass(type, JobListener.class)) {
      return bean;
    }
    Map<Method, JobListener> methods =
        MethodIntrospector.selectMethods(
            type,
            (MethodIntrospector.MetadataLookup<JobListener>)
                method -> AnnotatedElementUtils.findMergedAnnotation(method, JobListener.class));
    if (methods.isEmpty()) {
      without.add(type);
    }
    synchronized (found) {
      methods.forEach(
          (method, said) ->
              found.add(
                  new Found(
                      said,
                      new ListenerMethod(
                          bean, AopUtils.selectInvocableMethod(method, bean.getClass())))));
    }
    return bean;
  }

  @Override
  public void afterSingletonsInstantiated() {
    BeanFactory beans = Objects.requireNonNull(beanFactory);
    Map<String, ListenerGroup> groups = new LinkedHashMap<>();
    synchronized (found) {
      for (Found listener : found) {
        groups
            .computeIfAbsent(resolve(listener.said().queue()), ListenerGroup::new)
            .add(listener.said(), this::resolve, listener.method());
      }
      found.clear();
    }
    if (!groups.isEmpty()) {
      JobListenerRegistry registry = beans.getBean(JobListenerRegistry.class);
      groups.values().forEach(group -> registry.add(container(beans, group)));
    }
  }

  private static JobListenerContainer container(BeanFactory beans, ListenerGroup group) {
    return beans.getBean(group.containerFactory(), JobListenerContainerFactory.class).create(group);
  }

  private String resolve(String text) {
    String resolved =
        beanFactory instanceof ConfigurableBeanFactory configurable
            ? configurable.resolveEmbeddedValue(text)
            : text;
    return resolved == null ? "" : resolved;
  }

  /** A method, and what it says. */
  private record Found(JobListener said, ListenerMethod method) {}
}
