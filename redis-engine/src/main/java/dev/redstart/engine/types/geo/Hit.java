package dev.redstart.engine.types.geo;

import dev.redstart.engine.bytes.Bytes;

/**
 * A member that a search has found.
 *
 * @param distance from the center in the caller's unit
 */
record Hit(Bytes member, double score, double distance, Position position) {}
