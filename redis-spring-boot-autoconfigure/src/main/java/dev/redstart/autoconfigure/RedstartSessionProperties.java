package dev.redstart.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sessions in Redis, embedded or not.
 *
 * @param lenient Whether an attribute that can't be read is taken for missing, and a session that
 *     can't for ended, instead of every request of its visitor failing.
 */
@ConfigurationProperties("redstart.session")
public record RedstartSessionProperties(@DefaultValue("true") boolean lenient) {}
