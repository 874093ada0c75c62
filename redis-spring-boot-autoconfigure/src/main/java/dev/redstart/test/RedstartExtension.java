package dev.redstart.test;

import dev.redstart.engine.Session;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** Puts an engine in order before each test and after it, and hands out what belongs to it. */
final class RedstartExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler {

  private static final Namespace OURS = Namespace.create(RedstartExtension.class);
  private static final String SEED = "redstart.test.seed";

  RedstartExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    if (isShared(context)) {
      use(context);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Use use = use(context);
    long seed = seed(context);
    store(context).put(SEED, seed);
    files(context).forEach(file -> file.loadInto(use.engine()));
    use.redis().begin(seed);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    use(context).redis().end();
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    failure.addSuppressed(new Hint(SEED + "=" + store(context).get(SEED)));
    throw failure;
  }

  /** Where the constructor of a test has parameters, they are of its method, too. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type != Session.class && !Use.has(type)) {
      return false;
    }
    boolean ofSpring =
        TestClasses.isRunBySpring(context.getRequiredTestClass())
            && (parameter.getDeclaringExecutable() instanceof Constructor
                || parameter.isAnnotated(Autowired.class)
                || parameter.isAnnotated(Qualifier.class));
    return !ofSpring;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (!isShared(context) && context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "@RedstartTest: each test has an engine of its own, so there is none for all of them;"
              + " give the engine a name, or ask for it in @BeforeEach");
    }
    Use use = use(context);
    Class<?> type = parameter.getParameter().getType();
    if (type == Session.class) {
      return store(context)
          .computeIfAbsent(Session.class, key -> use.engine().session(), Session.class);
    }
    return Objects.requireNonNull(use.part(type));
  }

  private static boolean isShared(ExtensionContext context) {
    return !wanted(context).value().isEmpty()
        || TestClasses.isRunBySpring(context.getRequiredTestClass());
  }

  private static Use use(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    if (TestClasses.isRunBySpring(test)) {
      return SpringTests.use(context);
    }
    RedstartTest wanted = wanted(context);
    if (!wanted.value().isEmpty()) {
      return Use.of(TestRedis.named(wanted.value()), wanted);
    }
    return store(context)
        .computeIfAbsent(Own.class, key -> new Own(Use.of(new TestRedis(), wanted)), Own.class)
        .use;
  }

  private static List<DataFile> files(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    List<AnnotatedElement> places = new ArrayList<>(TestClasses.inwards(test));
    places.add(context.getRequiredTestMethod());
    List<DataFile> files = new ArrayList<>();
    for (AnnotatedElement place : places) {
      AnnotationSupport.findAnnotation(place, RedstartData.class)
          .ifPresent(
              data -> {
                for (String location : data.value()) {
                  files.add(new DataFile(location, test));
                }
              });
    }
    return files;
  }

  private static long seed(ExtensionContext context) {
    long given = wanted(context).seed();
    return given != 0
        ? given
        : context
            .getConfigurationParameter(SEED)
            .map(Long::parseLong)
            .orElseGet(() -> new Random().nextLong());
  }

  private static RedstartTest wanted(ExtensionContext context) {
    return Objects.requireNonNull(
        TestClasses.annotation(context.getRequiredTestClass(), RedstartTest.class));
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(OURS);
  }

  /** An engine that ends with its test. */
  private record Own(Use use) implements AutoCloseable {

    @Override
    public void close() {
      use.engine().close();
    }
  }

  /** What a failure should be read with. */
  private static final class Hint extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Hint(String message) {
      super(message, null, false, false);
    }
  }
}
