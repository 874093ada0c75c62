/**
 * Tests of the package of the same name.
 *
 * <p><b>Threads:</b> tests run one after the other, but for those of Bucket4j's compatibility kit.
 */
package dev.redstart.ratelimit;
