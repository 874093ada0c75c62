package dev.redstart.engine.tracking;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Dictionary;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which clients have read which keys, whatever the database. Any thread, also under the locks of
 * keys. Clients that have gone stay in it until their keys change: ids are never given twice.
 */
final class ReadKeys {

  private static final int STRIPES = 16;

  private final Stripe[] stripes = new Stripe[STRIPES];
  private final AtomicInteger keys = new AtomicInteger();
  private final AtomicLong items = new AtomicLong();

  /** A part of the table; its monitor guards it. */
  private static final class Stripe {
    final Dictionary<Readers> readers = new Dictionary<>();
  }

  ReadKeys() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe();
    }
  }

  /** The number of keys. */
  int keys() {
    return keys.get();
  }

  /** The number of pairs of a key and a client. */
  long items() {
    return items.get();
  }

  /** A client has read a key. */
  void add(Bytes key, long client) {
    Stripe stripe = stripe(key);
    synchronized (stripe) {
      Readers readers = stripe.readers.find(key);
      if (readers == null) {
        stripe.readers.add(new Readers(key, client));
        keys.incrementAndGet();
        items.incrementAndGet();
      } else if (readers.add(client)) {
        items.incrementAndGet();
      }
    }
  }

  /** Takes a key out of the table; null where it is not in it. */
  @Nullable Readers take(Bytes key) {
    Stripe stripe = stripe(key);
    synchronized (stripe) {
      Readers readers = stripe.readers.remove(key);
      if (readers != null) {
        forget(readers);
      }
      return readers;
    }
  }

  /** Takes a key out that is chosen by chance; null where there is none. */
  @Nullable Readers takeAny(RandomGenerator random) {
    int first = random.nextInt(STRIPES);
    for (int i = 0; i < STRIPES; i++) {
      Stripe stripe = stripes[(first + i) % STRIPES];
      synchronized (stripe) {
        if (!stripe.readers.isEmpty()) {
          Readers readers = stripe.readers.random(random);
          stripe.readers.delete(readers);
          forget(readers);
          return readers;
        }
      }
    }
    return null;
  }

  /** Takes everything out. */
  void clear() {
    for (Stripe stripe : stripes) {
      synchronized (stripe) {
        stripe.readers.forEach(this::forget);
        stripe.readers.clear();
      }
    }
  }

  private void forget(Readers readers) {
    keys.decrementAndGet();
    items.addAndGet(-readers.count());
  }

  /** The dictionary uses the lower bits of the hash. */
  private Stripe stripe(Bytes key) {
    return stripes[key.hash() >>> 28];
  }
}
