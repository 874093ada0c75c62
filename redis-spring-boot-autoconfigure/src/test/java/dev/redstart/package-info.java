/**
 * Tests of the module as a whole.
 *
 * <p><b>Threads:</b> tests run one after the other.
 */
package dev.redstart;
