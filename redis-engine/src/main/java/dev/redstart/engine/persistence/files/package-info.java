/**
 * Files that are there as a whole or not at all, whenever the process or the machine goes down, and
 * the disk they are on. Knows nothing of what they hold.
 *
 * <p>Threads: any; two that replace one file at a time need different temporary ones.
 */
@NullMarked
package dev.redstart.engine.persistence.files;

import org.jspecify.annotations.NullMarked;
