package dev.redstart.jobs.listener;

import dev.redstart.jobs.JobQueues;
import java.lang.annotation.Annotation;
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

/**
 * Finds the methods that have {@link JobListener} or {@link ScheduledJob} and makes the containers
 * that call them.
 */
public final class JobListenerAnnotationBeanPostProcessor
    implements BeanPostProcessor, BeanFactoryAware, SmartInitializingSingleton {

  private final List<Found> found = new ArrayList<>();
  private final List<Recurs> recurring = new ArrayList<>();
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
        || !AnnotationUtils.isCandidateClass(
            type, List.of(JobListener.class, ScheduledJob.class))) {
      return bean;
    }
    Map<Method, JobListener> listeners = methods(type, JobListener.class);
    Map<Method, ScheduledJob> scheduled = methods(type, ScheduledJob.class);
    if (listeners.isEmpty() && scheduled.isEmpty()) {
      without.add(type);
    }
    synchronized (found) {
      listeners.forEach((method, said) -> found.add(new Found(said, invocable(bean, method))));
      scheduled.forEach((method, said) -> recurring.add(new Recurs(said, invocable(bean, method))));
    }
    return bean;
  }

  private static <A extends Annotation> Map<Method, A> methods(Class<?> type, Class<A> wanted) {
    return MethodIntrospector.selectMethods(
        type,
        (MethodIntrospector.MetadataLookup<A>)
            method -> AnnotatedElementUtils.findMergedAnnotation(method, wanted));
  }

  private static ListenerMethod invocable(Object bean, Method method) {
    return new ListenerMethod(bean, AopUtils.selectInvocableMethod(method, bean.getClass()));
  }

  @Override
  public void afterSingletonsInstantiated() {
    BeanFactory beans = Objects.requireNonNull(beanFactory);
    Map<String, ListenerGroup> groups = new LinkedHashMap<>();
    List<RecurringJob> jobs = new ArrayList<>();
    synchronized (found) {
      for (Found listener : found) {
        groups
            .computeIfAbsent(resolve(listener.said().queue()), ListenerGroup::new)
            .add(listener.said(), this::resolve, listener.method());
      }
      for (Recurs recurs : recurring) {
        RecurringJob job = RecurringJob.of(recurs.said(), this::resolve);
        groups
            .computeIfAbsent(job.queue(), ListenerGroup::new)
            .add(job.id(), job.handler(recurs.method()));
        jobs.add(job);
      }
      found.clear();
      recurring.clear();
    }
    if (!groups.isEmpty()) {
      JobListenerRegistry registry = beans.getBean(JobListenerRegistry.class);
      groups.values().forEach(group -> registry.add(container(beans, group)));
      JobQueues queues = jobs.isEmpty() ? null : beans.getBean(JobQueues.class);
      jobs.forEach(job -> registry.add(() -> job.schedule(Objects.requireNonNull(queues))));
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

  /** A method that recurs, and when. */
  private record Recurs(ScheduledJob said, ListenerMethod method) {}
}
