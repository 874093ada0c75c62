/**
 * Answers of commands, free of any protocol: an encoder turns them into RESP2 or RESP3, a Java
 * caller reads them. Uses bytes.
 *
 * <p>Threads: replies are immutable.
 */
@NullMarked
package dev.redstart.engine.reply;

import org.jspecify.annotations.NullMarked;
