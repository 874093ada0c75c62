/**
 * Who is there: customers, the login and the session that remembers them.
 *
 * <p>Uses JDBC, the servlet session and Spring's string template; knows no other package.
 *
 * <p><b>Threads:</b> request threads; sessions and counts of wrong passwords are kept in the
 * engine.
 */
@NullMarked
package dev.redstart.sample.account;

import org.jspecify.annotations.NullMarked;
