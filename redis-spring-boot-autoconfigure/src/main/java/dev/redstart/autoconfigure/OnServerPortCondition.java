package dev.redstart.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** True where a port is given, unless it is switched off; and where it is switched on. */
final class OnServerPortCondition extends SpringBootCondition {

  private static final String ENABLED = "redstart.server.enabled";
  private static final String PORT = "redstart.server.port";

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    Environment environment = context.getEnvironment();
    Boolean enabled = environment.getProperty(ENABLED, Boolean.class);
    boolean wanted = enabled == null ? environment.containsProperty(PORT) : enabled;
    ConditionMessage.Builder message = ConditionMessage.forCondition("Redis port");
    return new ConditionOutcome(
        wanted, wanted ? message.because("wanted") : message.because("not wanted"));
  }
}
