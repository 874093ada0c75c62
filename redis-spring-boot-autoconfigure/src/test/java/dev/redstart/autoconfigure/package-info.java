/**
 * Tests of the package of the same name.
 *
 * <p><b>Threads:</b> tests run one after the other.
 */
package dev.redstart.autoconfigure;
