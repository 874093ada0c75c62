package dev.redstart.jobs.listener;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has the method run the jobs of a queue. It may ask for the job's payload (any type that JSON can
 * be read as; Spring's {@code @Payload} may mark it), for the {@link dev.redstart.jobs.Job}, a
 * {@link JobProgress} and a {@link JobLog}, in any order. What it returns becomes what the job
 * gives back; of a {@link java.util.concurrent.CompletionStage} what it completes with.
 *
 * <p>Methods of the same queue share its worker. Of all attributes but the name, what one of them
 * says holds for all. Texts may have placeholders.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface JobListener {

  /** The queue. */
  String queue();

  /** The name of the jobs; those for which there is no other method unless it is said. */
  String name() default "";

  /** How many jobs of the queue run at once; the factory's number unless it is said. */
  String concurrency() default "";

  /** What the registry calls the queue's container; the queue's name unless it is said. */
  String id() default "";

  /** The queue that jobs are added to when they have failed for good; none unless it is said. */
  String deadLetters() default "";

  /** Whether the container starts with the application; the factory's rule unless it is said. */
  String autoStartup() default "";

  /** The bean that makes the container; {@code jobListenerContainerFactory} unless it is said. */
  String containerFactory() default "";
}
