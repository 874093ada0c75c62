package dev.redstart.ratelimit;

import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.expression.BeanResolver;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks before each call of a method that has {@link RateLimit}. */
final class RateLimitInterceptor implements MethodInterceptor {

  private static final String NOTHING = "a method with a limit returned null for a promise";

  private final Supplier<RateLimits> limits;
  private final BeanResolver beans;
  private final Map<Method, LimitedMethod> methods = new ConcurrentHashMap<>();

  RateLimitInterceptor(Supplier<RateLimits> limits, BeanResolver beans) {
    this.limits = limits;
    this.beans = beans;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    Object target = invocation.getThis();
    if (target == null) {
      return invocation.proceed();
    }
    LimitedMethod method = limited(target.getClass(), invocation.getMethod());
    Optional<Ask> ask = method.ask(target, invocation.getArguments());
    if (ask.isEmpty()) {
      return invocation.proceed();
    }
    Call call = new Call(method, ask.get(), target, invocation);
    Class<?> type = invocation.getMethod().getReturnType();
    if (type == Mono.class) {
      return call.mono();
    }
    if (type == Flux.class) {
      return call.flux();
    }
    return type == CompletableFuture.class || type == CompletionStage.class
        ? call.future()
        : call.direct();
  }

  private LimitedMethod limited(Class<?> type, Method called) {
    return methods.computeIfAbsent(
        AopUtils.getMostSpecificMethod(called, type),
        method -> {
          RateLimit limit = AnnotatedElementUtils.findMergedAnnotation(method, RateLimit.class);
          if (limit == null) {
            throw new IllegalStateException(method + " has no limit");
          }
          return new LimitedMethod(method, ClassUtils.getUserClass(type), limit, beans);
        });
  }

  /** One call, in each of the ways in which methods return. */
  private final class Call {

    private final LimitedMethod method;
    private final Ask ask;
    private final Object target;
    private final MethodInvocation invocation;

    Call(LimitedMethod method, Ask ask, Object target, MethodInvocation invocation) {
      this.method = method;
      this.ask = ask;
      this.target = target;
      this.invocation = invocation;
    }

    @Nullable Object direct() throws Throwable {
      Verdict verdict = limits.get().take(ask).join();
      if (!verdict.granted()) {
        return instead(verdict);
      }
      Object result = invocation.proceed();
      succeeded(verdict);
      return result;
    }

    CompletableFuture<Object> future() {
      return limits
          .get()
          .take(ask)
          .thenCompose(
              verdict -> {
                if (!verdict.granted()) {
                  return stage(instead(verdict));
                }
                return stage(proceed())
                    .whenComplete(
                        (result, failure) -> {
                          if (failure == null) {
                            succeeded(verdict);
                          }
                        });
              });
    }

    Mono<Object> mono() {
      return Mono.fromFuture(() -> limits.get().take(ask))
          .flatMap(
              verdict ->
                  verdict.granted()
                      ? mono(proceed()).doOnSuccess(result -> succeeded(verdict))
                      : mono(instead(verdict)));
    }

    Flux<Object> flux() {
      return Mono.fromFuture(() -> limits.get().take(ask))
          .flatMapMany(
              verdict ->
                  verdict.granted()
                      ? flux(proceed()).doOnComplete(() -> succeeded(verdict))
                      : flux(instead(verdict)));
    }

    private void succeeded(Verdict verdict) {
      if (method.onlyFailures()) {
        var unused = limits.get().giveBack(verdict);
      }
    }

    private @Nullable Object instead(Verdict verdict) {
      return method.instead(target, invocation.getArguments(), verdict);
    }

    /** As often as somebody subscribes. */
    private @Nullable Object proceed() {
      try {
        return ((ProxyMethodInvocation) invocation).invocableClone().proceed();
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new UndeclaredThrowableException(e);
      }
    }

    @SuppressWarnings("unchecked")
    private static CompletionStage<Object> stage(@Nullable Object result) {
      return (CompletionStage<Object>) Objects.requireNonNull(result, NOTHING);
    }

    @SuppressWarnings("unchecked")
    private static Mono<Object> mono(@Nullable Object result) {
      return (Mono<Object>) Objects.requireNonNull(result, NOTHING);
    }

    @SuppressWarnings("unchecked")
    private static Flux<Object> flux(@Nullable Object result) {
      return (Flux<Object>) Objects.requireNonNull(result, NOTHING);
    }
  }
}
