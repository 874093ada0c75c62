package dev.redstart.autoconfigure;

import dev.redstart.jobs.script.Layout;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Job queues.
 *
 * @param enabled Whether there are job queues at all.
 * @param prefix What the keys of all queues begin with. In a cluster it needs a hash tag, such as
 *     "{bull}".
 * @param layout Whose lists are used while a queue is paused: BullMQ 5's, 6's, or those of the
 *     release that the queue says that it is of.
 * @param afterCommit Whether jobs that are added in a transaction wait for its commit.
 */
@ConfigurationProperties("redstart.jobs")
public record JobsProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("bull") String prefix,
    @DefaultValue("auto") Layout layout,
    @DefaultValue("true") boolean afterCommit) {}
