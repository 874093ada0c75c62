package dev.redstart.autoconfigure;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Meters of the application's Redis.
 *
 * @param enabled Whether there are meters of Redis and of rate limits.
 * @param interval Time for which what Redis has told of itself is good, so that whoever looks at
 *     all meters asks it once.
 * @param timeout How long Redis has to answer.
 */
@ConfigurationProperties("redstart.metrics")
public record RedstartMetricsProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("1s") Duration interval,
    @DefaultValue("1s") Duration timeout) {}
