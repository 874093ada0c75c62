package dev.redstart.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Health of the application's Redis.
 *
 * @param enabled Whether Redstart tells of the health in place of Spring Boot, with more to say.
 * @param memoryPressure Share of the memory limit, between 0 and 1, from which on there is a
 *     warning where nothing may be evicted.
 */
@ConfigurationProperties("redstart.health")
public record RedstartHealthProperties(
    @DefaultValue("true") boolean enabled, @DefaultValue("0.9") double memoryPressure) {}
