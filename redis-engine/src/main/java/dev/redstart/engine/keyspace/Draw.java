package dev.redstart.engine.keyspace;

import java.util.random.RandomGenerator;

/**
 * How keys are drawn by chance.
 *
 * @param expiring only those that have a deadline, of which one may be drawn twice
 * @param most no more than so many
 */
public record Draw(boolean expiring, int most, RandomGenerator random) {}
