package dev.redstart.jobs.listener;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has the method run again and again, once for all instances of an application together: a
 * scheduler of that id is made or changed when it starts. The method's parameters are those of
 * {@link JobListener}. Schedulers that no method has any longer stay until they are removed.
 *
 * <p>Texts may have placeholders.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ScheduledJob {

  /** What happens while the run before has not ended. */
  enum Overlap {
    /** The run is left out. */
    SKIP,
    /** Both run, if the queue's concurrency permits it. */
    RUN
  }

  /** What happens to a run whose time has passed while no worker was there. */
  enum Missed {
    /** It runs once, late. */
    RUN,
    /** It is left out; the next one comes in time. */
    SKIP
  }

  /** The scheduler's name within its queue, and that of its jobs. */
  String id();

  /** The queue. */
  String queue() default "scheduled";

  /** When it runs: five fields, or six with seconds first. */
  String cron() default "";

  /** Where the pattern's times are, such as Europe/Berlin; this machine's zone unless said. */
  String zone() default "";

  /** How much time lies between two runs, such as 5m or PT5M, instead of a pattern. */
  String every() default "";

  /** What happens while the run before has not ended. */
  Overlap overlap() default Overlap.SKIP;

  /** What happens to runs that are more than {@link #late} late. */
  Missed missed() default Missed.RUN;

  /** From when on a run counts as missed. */
  String late() default "1m";

  /** How often a run is tried. */
  String attempts() default "1";
}
