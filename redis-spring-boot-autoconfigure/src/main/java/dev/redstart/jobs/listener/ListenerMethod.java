package dev.redstart.jobs.listener;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.worker.JobHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.util.ReflectionUtils;

/** A bean's method as a handler. */
final class ListenerMethod implements JobHandler {

  private final Object bean;
  private final Method method;
  private final List<Argument> arguments;

  ListenerMethod(Object bean, Method method) {
    this.bean = bean;
    this.method = method;
    this.arguments = arguments(bean, method);
    ReflectionUtils.makeAccessible(method);
  }

  @Override
  public @Nullable Object handle(Job job) throws Exception {
    @Nullable Object[] values = new @Nullable Object[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments.get(i).of(job);
    }
    try {
      Object result = method.invoke(bean, values);
      return result instanceof CompletionStage<?> stage
          ? stage.toCompletableFuture().get()
          : result;
    } catch (InvocationTargetException | ExecutionException e) {
      throw unwrapped(e);
    }
  }

  private static Exception unwrapped(Exception wrapper) {
    Throwable cause = wrapper.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof Exception exception ? exception : wrapper;
  }

  private static List<Argument> arguments(Object bean, Method method) {
    List<Argument> arguments = new ArrayList<>();
    int payloads = 0;
    for (int i = 0; i < method.getParameterCount(); i++) {
      Class<?> type = method.getParameterTypes()[i];
      if (type == Job.class) {
        arguments.add(job -> job);
      } else if (type == JobProgress.class) {
        arguments.add(job -> (JobProgress) job::updateProgress);
      } else if (type == JobLog.class) {
        arguments.add(job -> (JobLog) job::log);
      } else {
        Type payload =
            GenericTypeResolver.resolveType(
                new MethodParameter(method, i).getGenericParameterType(), bean.getClass());
        arguments.add(job -> job.payload(payload));
        payloads++;
      }
    }
    if (payloads > 1) {
      throw new IllegalStateException(
          "A job has one payload, but more than one parameter asks for it: "
              + method.toGenericString());
    }
    return arguments;
  }

  @Override
  public String toString() {
    return method.toGenericString();
  }

  /** What a parameter is given. */
  private interface Argument {

    @Nullable Object of(Job job);
  }
}
