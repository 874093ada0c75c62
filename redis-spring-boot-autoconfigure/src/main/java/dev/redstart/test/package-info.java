/**
 * Test support for applications: an engine for each test, whose clock can be moved, whose answers
 * can be spoilt, and whose calls can be counted; assertions on keys.
 *
 * <p>Uses JUnit, AssertJ and Spring's test context, which an application has in its tests only, and
 * the engine by its public packages; nothing may use it. {@code SpringTests}, {@code
 * EngineCustomizer} and its factory are loaded only where Spring runs the test.
 *
 * <p><b>Threads:</b> a test's engine, clock, faults and spy may be used from any thread.
 */
@NullMarked
package dev.redstart.test;

import org.jspecify.annotations.NullMarked;
