package dev.redstart.test;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.AnnotationSupport;

/** What is to be known of test classes; what is said of a class holds for those nested in it. */
final class TestClasses {

  private static final String SPRING =
      "org.springframework.test.context.junit.jupiter.SpringExtension";

  private TestClasses() {}

  /** The annotation on a class or, where there is none, on the next one around it. */
  static <A extends Annotation> @Nullable A annotation(Class<?> test, Class<A> type) {
    for (Class<?> at : outwards(test)) {
      A found = AnnotationSupport.findAnnotation(at, type).orElse(null);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** True where Spring has a context for the tests of a class. */
  static boolean isRunBySpring(Class<?> test) {
    return outwards(test).stream()
        .flatMap(at -> AnnotationSupport.findRepeatableAnnotations(at, ExtendWith.class).stream())
        .flatMap(extensions -> Arrays.stream(extensions.value()))
        .anyMatch(extension -> extension.getName().equals(SPRING));
  }

  /** The classes around a class, and it last. */
  static List<Class<?>> inwards(Class<?> test) {
    List<Class<?>> classes = outwards(test);
    Collections.reverse(classes);
    return classes;
  }

  private static List<Class<?>> outwards(Class<?> test) {
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> at = test; at != null; at = at.getEnclosingClass()) {
      classes.add(at);
    }
    return classes;
  }
}
