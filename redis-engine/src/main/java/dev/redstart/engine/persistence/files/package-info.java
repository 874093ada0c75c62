/**
 * Files that are there as a whole or not at all, whenever the process or the machine goes down, and
 * the disk they are on; how far they are read, and what is cut off of those that are damaged. Knows
 * nothing of what they hold, and uses the clock only.
 *
 * <p>Threads: any; two that replace one file at a time need different temporary ones.
 */
@NullMarked
package dev.redstart.engine.persistence.files;

import org.jspecify.annotations.NullMarked;
