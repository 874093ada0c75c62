/**
 * An application that is tested in slices, apart from all other tests.
 *
 * <p><b>Threads:</b> tests run one after the other.
 */
package dev.redstart.slice;
