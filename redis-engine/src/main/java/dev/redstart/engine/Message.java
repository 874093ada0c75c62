package dev.redstart.engine;

import dev.redstart.engine.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A message that was published.
 *
 * @param pattern the pattern that the channel matched; null where the channel itself was subscribed
 *     to
 * @param channel the channel it was published on
 * @param payload what was published
 */
public record Message(@Nullable Bytes pattern, Bytes channel, Bytes payload) {}
