package dev.redstart.engine.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals of the operating system. A shutdown hook would not do: once that runs, nothing can stop
 * the end any more, not even that data can't be saved.
 */
final class Signals {

  /*
   * The JDK has a class for this that it calls unsupported, and warns of; it is there in every JDK, and is asked for by
   * name, so that where it should be gone one day, the program runs all the same and ends as the JVM does.
   */

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private Signals() {}

  /** Runs {@code then} on a thread of its own, whenever the signal {@code name} comes. */
  static void on(String name, Runnable then) {
    try {
      Class<?> handler = Class.forName(HANDLER);
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, args) -> {
                if (method.getName().equals("handle")) {
                  then.run();
                }
                return null;
              });
      handle(name, handler, proxy);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn("SIG{} can't be handled: {}", name, e.toString());
    }
  }

  /** Sends {@code name} to this process itself. */
  static void raise(String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName(SIGNAL);
    type.getMethod("raise", type).invoke(null, type.getConstructor(String.class).newInstance(name));
  }

  private static void handle(String name, Class<?> handler, Object proxy)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName(SIGNAL);
    try {
      type.getMethod("handle", type, handler)
          .invoke(null, type.getConstructor(String.class).newInstance(name), proxy);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
