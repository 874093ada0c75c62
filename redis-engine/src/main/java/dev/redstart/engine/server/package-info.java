/**
 * The port: RESP2 and RESP3 over TCP, for every client that speaks to a Redis server; and the
 * program that consists of an engine and a port. Uses spi, exec, command and ground, and is the
 * only package that uses Netty: who opens no port loads none of it.
 *
 * <p>Threads: each connection belongs to one event loop, which reads, runs the commands itself, and
 * writes. Only what may take long, scripts above all, is run by workers: a round's calls together,
 * and several of a connection where they follow each other. What other threads have for a
 * connection (messages, the reply that ends a wait, the order to close) goes through its inbox.
 * Nothing here holds a lock while it calls others.
 */
@NullMarked
package dev.redstart.engine.server;

import org.jspecify.annotations.NullMarked;
