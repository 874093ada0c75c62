package dev.redstart.ratelimit;

import java.util.function.Supplier;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;

/** Puts the limits around the methods of beans that have {@link RateLimit}. */
public final class RateLimitAnnotationBeanPostProcessor
    extends AbstractBeanFactoryAwareAdvisingPostProcessor {

  private static final long serialVersionUID = 1L;

  private final transient Supplier<RateLimits> limits;

  /** Asks {@code limits} for them when the first method is called. */
  public RateLimitAnnotationBeanPostProcessor(Supplier<RateLimits> limits) {
    this.limits = limits;
    setBeforeExistingAdvisors(true);
  }

  @Override
  public void setBeanFactory(BeanFactory beanFactory) {
    super.setBeanFactory(beanFactory);
    this.advisor =
        new DefaultPointcutAdvisor(
            new AnnotationMatchingPointcut(null, RateLimit.class, true),
            new RateLimitInterceptor(limits, new BeanFactoryResolver(beanFactory)));
  }
}
