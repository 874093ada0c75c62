package dev.redstart.engine.command;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A place on each {@link Client} for what one feature keeps there: its subscriptions, its
 * transaction. Declared once, as a constant.
 *
 * @param <T> what is kept
 */
public final class Attachment<T> {

  private static final AtomicInteger COUNT = new AtomicInteger();

  final int index = COUNT.getAndIncrement();
  final Class<T> type;

  public Attachment(Class<T> type) {
    this.type = type;
  }
}
