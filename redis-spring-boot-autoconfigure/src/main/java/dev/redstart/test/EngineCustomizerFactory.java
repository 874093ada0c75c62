package dev.redstart.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;

/** Customizes the contexts of tests that are {@link RedstartTest}s; Spring finds it by its name. */
final class EngineCustomizerFactory implements ContextCustomizerFactory {

  EngineCustomizerFactory() {}

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
    RedstartTest wanted = TestClasses.annotation(testClass, RedstartTest.class);
    return wanted == null ? null : new EngineCustomizer(wanted.value(), List.of(wanted.settings()));
  }
}
