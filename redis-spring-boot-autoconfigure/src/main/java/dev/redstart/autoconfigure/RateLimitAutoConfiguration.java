package dev.redstart.autoconfigure;

import dev.redstart.autoconfigure.RateLimitProperties.Count;
import dev.redstart.autoconfigure.RateLimitProperties.Filter;
import dev.redstart.autoconfigure.RateLimitProperties.Limit;
import dev.redstart.autoconfigure.RateLimitProperties.PlanProperties;
import dev.redstart.autoconfigure.RateLimitProperties.Strategy;
import dev.redstart.ratelimit.NamedPlans;
import dev.redstart.ratelimit.Plan;
import dev.redstart.ratelimit.PlanResolver;
import dev.redstart.ratelimit.RateLimitAnnotationBeanPostProcessor;
import dev.redstart.ratelimit.RateLimitFilter;
import dev.redstart.ratelimit.RateLimitWebFilter;
import dev.redstart.ratelimit.RateLimits;
import dev.redstart.ratelimit.RedisBuckets;
import dev.redstart.ratelimit.RequestRule;
import dev.redstart.ratelimit.RequestRules;
import dev.redstart.remote.Needs;
import dev.redstart.remote.Requirement;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import jakarta.servlet.DispatcherType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Limits on requests and methods, where Bucket4j is there. */
@AutoConfiguration(after = DataRedisAutoConfiguration.class)
@ConditionalOnClass({RedisConnectionFactory.class, ProxyManager.class})
@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
@ConditionalOnBooleanProperty(name = "redstart.rate-limit.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RateLimitProperties.class)
public final class RateLimitAutoConfiguration {

  private static final String PROPERTIES = "redstart.rate-limit.";

  @Bean
  @ConditionalOnMissingBean
  RedisBuckets rateLimitBuckets(RedisConnectionFactory factory, RateLimitProperties properties) {
    return RedisBuckets.builder(factory).requestTimeout(properties.timeout()).build();
  }

  @Bean
  @ConditionalOnMissingBean(PlanResolver.class)
  NamedPlans rateLimitPlans(RateLimitProperties properties) {
    Map<String, Plan> plans = new LinkedHashMap<>();
    properties
        .plans()
        .forEach(
            (name, plan) -> plans.put(name, legal("plans." + name, plan, PlanProperties::plan)));
    properties.filters().stream()
        .flatMap(filter -> filter.limits().stream())
        .filter(limit -> !plans.containsKey(limit.plan()))
        .findFirst()
        .ifPresent(
            limit -> {
              throw illegal("filters", limit.plan(), "there is no such plan: " + plans.keySet());
            });
    return new NamedPlans(plans);
  }

  @Bean
  @ConditionalOnMissingBean
  RateLimits rateLimits(RedisBuckets buckets, PlanResolver plans, RateLimitProperties properties) {
    return new RateLimits(
        buckets,
        plans,
        new RateLimits.Options(properties.prefix(), properties.timeout(), properties.onFailure()));
  }

  /** Looked at where a server is used instead of the engine. */
  @Bean
  Requirement redstartNeedOfRateLimits() {
    return Needs.commands("A rate limit", List.of("eval"));
  }

  @Bean
  static RateLimitAnnotationBeanPostProcessor rateLimitAnnotationBeanPostProcessor(
      ObjectProvider<RateLimits> limits) {
    return new RateLimitAnnotationBeanPostProcessor(limits::getObject);
  }

  private static List<RequestRules> rules(RateLimitProperties properties, BeanFactory beans) {
    StandardEvaluationContext context = new StandardEvaluationContext();
    context.setBeanResolver(new BeanFactoryResolver(beans));
    return properties.filters().stream().map(filter -> rules(filter, context)).toList();
  }

  private static RequestRules rules(Filter filter, StandardEvaluationContext context) {
    return legal(
        "filters",
        filter,
        it ->
            new RequestRules(
                it.paths(),
                it.methods().stream()
                    .map(method -> method.toUpperCase(Locale.ROOT))
                    .collect(Collectors.toSet()),
                it.strategy() == Strategy.FIRST,
                it.limits().stream()
                    .map(limit -> new RequestRule(definition(limit), context))
                    .toList()));
  }

  private static RequestRule.Definition definition(Limit limit) {
    return new RequestRule.Definition(
        limit.name(),
        limit.plan(),
        limit.key(),
        limit.cost(),
        limit.unless(),
        limit.count() == Count.FAILURES,
        limit.failures());
  }

  private static <P, T> T legal(String property, P value, Function<P, T> use) {
    try {
      return use.apply(value);
    } catch (IllegalArgumentException e) {
      throw illegal(property, value, String.valueOf(e.getMessage()));
    }
  }

  private static RuntimeException illegal(String property, Object value, String reason) {
    return new InvalidConfigurationPropertyValueException(PROPERTIES + property, value, reason);
  }

  /** Limits on the requests of a servlet application. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnClass({FilterRegistrationBean.class, DispatcherType.class})
  static final class ServletLimits {

    @Bean
    @ConditionalOnMissingBean(name = "rateLimitFilter")
    FilterRegistrationBean<RateLimitFilter> rateLimitFilter(
        RateLimits limits, RateLimitProperties properties, BeanFactory beans) {
      List<RequestRules> rules = rules(properties, beans);
      RateLimitFilter filter =
          legal(
              "trusted-proxies",
              properties.trustedProxies(),
              proxies -> new RateLimitFilter(limits, rules, proxies));
      FilterRegistrationBean<RateLimitFilter> registration = new FilterRegistrationBean<>(filter);
      registration.setOrder(properties.order());
      registration.setEnabled(!rules.isEmpty());
      return registration;
    }
  }

  /** Limits on the requests of a reactive application. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  static final class ReactiveLimits {

    @Bean
    @ConditionalOnMissingBean
    RateLimitWebFilter rateLimitWebFilter(
        RateLimits limits, RateLimitProperties properties, BeanFactory beans) {
      List<RequestRules> rules = rules(properties, beans);
      return legal(
          "trusted-proxies",
          properties.trustedProxies(),
          proxies -> new RateLimitWebFilter(limits, rules, proxies, properties.order()));
    }
  }

  /** The answer to a request whose method was refused. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication
  @ConditionalOnClass(RestControllerAdvice.class)
  static final class Refusals {

    @Bean
    @ConditionalOnMissingBean
    RateLimitAdvice rateLimitAdvice() {
      return new RateLimitAdvice();
    }
  }
}
