package dev.redstart.engine.server;

import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.time.Clock;
import java.util.concurrent.ExecutorService;

/**
 * What all connections of a port share.
 *
 * @param clock wall-clock time, for idle connections
 * @param workers for calls that may take long
 */
record Port(
    Execution execution,
    ServerSettings settings,
    Connections connections,
    Clock clock,
    ExecutorService workers) {}
