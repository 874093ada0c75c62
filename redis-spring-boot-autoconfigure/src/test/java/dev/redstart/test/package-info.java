/** Tests of the test support. */
@NullMarked
package dev.redstart.test;

import org.jspecify.annotations.NullMarked;
