/**
 * What leaves the engine and comes back: single values (DUMP, RESTORE, MIGRATE), and the whole
 * keyspace as a file (SAVE, and what is loaded at the start). The format itself is in package rdb.
 * Uses exec and below, and the file system.
 *
 * <p>Threads: a snapshot is of one moment. SAVE writes it while all shards are locked; what is
 * written in the background has a thread of its own, which locks one shard at a time, and is told
 * by those who change keys what these were. MIGRATE talks to another server while no shard is
 * locked.
 */
@NullMarked
package dev.redstart.engine.persistence;

import org.jspecify.annotations.NullMarked;
