/**
 * Keys that are kept together by what they begin with, for those who embed the engine: the keys of
 * one cache. Uses spi and below.
 *
 * <p>Threads: any number of threads; a group is read shard by shard under the shards' locks, and
 * naming a new one takes them all.
 */
@NullMarked
package dev.redstart.engine.groups;

import org.jspecify.annotations.NullMarked;
