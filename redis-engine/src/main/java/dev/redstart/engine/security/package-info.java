/**
 * Who a caller is and what it may do: users with their rules (ACL), AUTH and HELLO, and the gates
 * that ask for a password and for permission. {@code Rules} is all that is said of a user, made of
 * {@code Selector}s; a {@code User} holds the rules that are in force, and is what {@code Client}
 * knows as its {@code Access}. Uses exec, spi and below.
 *
 * <p>Threads: rules are changed by nobody once a user has them, and exchanged as a whole; callers
 * read them without a lock. Users change under the monitor of {@code Users}, the log of refusals
 * under its own, which may be taken inside a shard's lock and takes none itself.
 */
@NullMarked
package dev.redstart.engine.security;

import org.jspecify.annotations.NullMarked;
