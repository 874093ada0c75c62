package dev.redstart.autoconfigure;

import java.util.Set;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Endpoint "redstart" of the actuator.
 *
 * @param showValues When to show what may be confidential: arguments of slow calls, and tokens such
 *     as the ids of sessions in the names of keys.
 * @param roles Roles that may see it where that needs to be authorized. All who are authenticated
 *     unless some are named.
 */
@ConfigurationProperties("redstart.endpoint")
public record RedstartEndpointProperties(
    @DefaultValue("never") Show showValues, @DefaultValue Set<String> roles) {}
