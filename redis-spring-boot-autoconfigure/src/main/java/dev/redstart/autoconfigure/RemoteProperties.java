package dev.redstart.autoconfigure;

import dev.redstart.remote.RemoteCheck;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is expected of a Redis server that is used instead of the embedded engine.
 *
 * @param check What to do at the start where the server lacks what the application's features need.
 * @param commands Comma-separated list of commands that the application itself calls and the server
 *     must have and allow, such as "fcall, hexpire".
 */
@ConfigurationProperties("redstart.remote")
public record RemoteProperties(
    @DefaultValue("warn") RemoteCheck.Policy check, @DefaultValue List<String> commands) {}
