/**
 * The board: pages on which people look at queues and jobs, and change them where that is allowed.
 *
 * <p>{@link dev.redstart.jobs.board.JobBoard} is a list of addresses, each with what it answers; it
 * knows no web framework. {@link dev.redstart.jobs.board.ServletJobBoard} and {@link
 * dev.redstart.jobs.board.ReactiveJobBoard} put these addresses into Spring MVC and into WebFlux.
 * The pages are three class-path resources beside this package, whose links are relative, so that
 * they work below any path; all they show they ask for as JSON.
 *
 * <p>Whatever is read of a job was written by strangers: it is answered as text within JSON, cut to
 * a length, and the page never makes markup of it. What names a queue or a job is a parameter,
 * never a part of a path, because firewalls refuse paths with the characters that such names have.
 *
 * <p>Uses the queues' public interface (package {@code jobs}) and Spring's web framework; Spring
 * Security only where it is there.
 *
 * <p><b>Threads:</b> each request is answered by the thread that its framework brings; with WebFlux
 * by one that may block.
 */
@NullMarked
package dev.redstart.jobs.board;

import org.jspecify.annotations.NullMarked;
