package dev.redstart.autoconfigure;

import dev.redstart.autoconfigure.RedstartCacheProperties.Settings;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** True where one cache at least is to have copies of its values in this process. */
final class OnNearCacheCondition extends SpringBootCondition {

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    RedstartCacheProperties properties =
        Binder.get(context.getEnvironment())
            .bindOrCreate("redstart.cache", RedstartCacheProperties.class);
    boolean wanted =
        properties.caches().keySet().stream().map(properties::of).anyMatch(Settings::isNear);
    ConditionMessage.Builder message = ConditionMessage.forCondition("Near cache");
    return new ConditionOutcome(
        wanted, wanted ? message.because("wanted") : message.because("not wanted"));
  }
}
