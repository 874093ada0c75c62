package dev.redstart.autoconfigure;

import dev.redstart.data.EngineConnectionFactory;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Lets calls to embedded engines be observed as Boot lets Lettuce's be, where that is wanted. */
@AutoConfiguration(
    after = {EmbeddedEngineAutoConfiguration.class, InstancesAutoConfiguration.class},
    afterName =
        "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({EngineConnectionFactory.class, ObservationRegistry.class})
@ConditionalOnBooleanProperty("redstart.observations.enabled")
public final class RedstartObservationAutoConfiguration {

  /** Once all beans are there: an observation registry needs others, which may need Redis. */
  @Bean
  SmartInitializingSingleton redstartObservations(ListableBeanFactory beans) {
    return () -> {
      ObservationRegistry registry = beans.getBean(ObservationRegistry.class);
      beans
          .getBeansOfType(EngineConnectionFactory.class)
          .values()
          .forEach(factory -> factory.setObservationRegistry(registry));
    };
  }
}
