/**
 * Who a caller is and what it may do: passwords, and the gate that asks for one. Uses exec, spi and
 * below.
 *
 * <p>Threads: passwords are read by any thread and changed by CONFIG SET; who a client is belongs
 * to the client's thread.
 */
@NullMarked
package dev.redstart.engine.security;

import org.jspecify.annotations.NullMarked;
