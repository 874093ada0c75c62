/**
 * Messages from publishers to whoever has subscribed to a channel or to a pattern of channels, and
 * the notifications of changed keys that go the same way. Uses spi and below.
 *
 * <p>Threads: who subscribes where is kept in concurrent maps, so that publishers never wait for
 * each other; a message is handed to its receivers' outboxes on the publisher's thread, which is
 * all that the publisher does.
 */
@NullMarked
package dev.redstart.engine.pubsub;

import org.jspecify.annotations.NullMarked;
