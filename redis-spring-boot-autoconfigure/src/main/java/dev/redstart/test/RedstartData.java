package dev.redstart.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Data that are in the engine when a test begins: those of the class, and then those of the method.
 *
 * <p>A file holds commands, one in a line, quoted as redis-cli has them, and comments behind {@code
 * #}; or it is an RDB file, as SAVE writes it.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface RedstartData {

  /**
   * Where the files are: {@code carts.redis} beside the test class on the class path, {@code
   * classpath:data/carts.redis}, {@code file:dump.rdb}.
   */
  String[] value();
}
