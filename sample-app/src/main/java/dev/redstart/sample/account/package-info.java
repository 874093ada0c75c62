/**
 * Who is there: customers, the login and the session that remembers them.
 *
 * <p>Uses JDBC and the servlet session; knows no other package.
 *
 * <p><b>Threads:</b> request threads; sessions are kept in the engine.
 */
@NullMarked
package dev.redstart.sample.account;

import org.jspecify.annotations.NullMarked;
