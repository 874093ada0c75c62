package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.redstart.engine.RedisEngine;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** What runs on Boot's background thread before any condition has been looked at. */
class EngineBackgroundPreinitializerTest {

  @Test
  void runsToItsEnd() {
    assertThatCode(() -> new EngineBackgroundPreinitializer().preinitialize())
        .doesNotThrowAnyException();
  }

  /** Boot waits for ever for a list of preinitializers that could not be loaded. */
  @Test
  void isLoadedWhereSpringDataRedisIsMissing() throws Exception {
    try (OwnClasses loader = new OwnClasses()) {
      List<BackgroundPreinitializer> found =
          SpringFactoriesLoader.forDefaultResourceLocation(loader)
              .load(BackgroundPreinitializer.class);

      assertThat(found)
          .filteredOn(one -> one.getClass().getClassLoader() == loader)
          .singleElement()
          .satisfies(
              one -> assertThatCode(one::preinitialize).isInstanceOf(NoClassDefFoundError.class));
    }
  }

  /** Loads the module's classes itself and finds neither the engine nor Spring Data Redis. */
  private static final class OwnClasses extends URLClassLoader {

    private OwnClasses() {
      super(new URL[] {home(EngineBackgroundPreinitializer.class)}, parent());
    }

    private static ClassLoader parent() {
      return EngineBackgroundPreinitializerTest.class.getClassLoader();
    }

    private static URL home(Class<?> type) {
      return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.springframework.data.redis.")
          || name.startsWith(RedisEngine.class.getPackageName())) {
        throw new ClassNotFoundException(name);
      }
      if (name.startsWith("dev.redstart.")) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
      return super.loadClass(name, resolve);
    }
  }
}
