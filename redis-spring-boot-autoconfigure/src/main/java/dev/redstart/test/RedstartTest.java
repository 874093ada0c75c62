package dev.redstart.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives each test an engine in a known state, whose clock can be moved.
 *
 * <p>Beside {@code @SpringBootTest} or {@code @DataRedisTest} it is the application's embedded
 * engine; {@link RedstartClock}, {@link Faults} and {@link CommandSpy} are beans. Contexts are
 * shared as ever. Without Spring each test has an engine of its own, and gets what it wants by
 * parameters:
 *
 * <pre>{@code
 * @RedstartTest
 * class CartTest {
 *   @Test
 *   void cartsAreForgotten(StringRedisTemplate redis, RedstartClock clock) { … }
 * }
 * }</pre>
 *
 * <p>Parameters may be a {@code RedisEngine}, a {@code Session}, a {@code StringRedisTemplate}, a
 * {@code RedisConnectionFactory}, and the three mentioned above.
 *
 * <p>After each test the engine holds what it held before: nothing, or what the application's
 * context had put in when it was started. The clock shows the machine's time, faults are gone, and
 * directives are what they were. Tests that share an engine never run at the same time.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(RedstartExtension.class)
@ResourceLock(providers = EngineLocks.class)
public @interface RedstartTest {

  /**
   * Name of the engine. Tests and contexts that give the same name share it; who comes first starts
   * it. Without a name it is nobody else's.
   */
  String value() default "";

  /** Directives of the engine, as redis.conf has them: {@code "maxmemory 10mb"}. */
  String[] settings() default {};

  /**
   * Where chance begins. Without it, or with 0, the configuration parameter or system property
   * {@code redstart.test.seed} says so; where that is not given either, chance does, and a test
   * that fails reports the seed.
   */
  long seed() default 0;
}
