package dev.redstart.engine.command;

import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.time.Clock;
import dev.redstart.engine.time.Randomness;

/** What every call of one engine stands in. */
public record Surroundings(Keyspace keyspace, Clock clock, Randomness randomness) {}
