/**
 * How clients and operators look at the engine and talk to it about itself: connections, CLIENT,
 * COMMAND, CONFIG, INFO, DEBUG. Uses exec, spi and below.
 *
 * <p>Threads: handlers run on their callers' threads; what is counted is counted in adders. Fields
 * of other clients are read as they are, perhaps a little late.
 */
@NullMarked
package dev.redstart.engine.observe;

import org.jspecify.annotations.NullMarked;
