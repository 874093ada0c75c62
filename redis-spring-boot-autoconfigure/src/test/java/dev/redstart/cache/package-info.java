/** Tests of the layers of caches. */
@NullUnmarked
package dev.redstart.cache;

import org.jspecify.annotations.NullUnmarked;
