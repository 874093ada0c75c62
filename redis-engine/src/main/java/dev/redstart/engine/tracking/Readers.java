package dev.redstart.engine.tracking;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Dictionary;
import java.util.Arrays;

/** A key, and the ids of the clients that have read it, ascending. Guarded by its stripe. */
final class Readers extends Dictionary.Node {

  private long[] ids;
  private int count = 1;

  Readers(Bytes key, long client) {
    super(key);
    this.ids = new long[] {client};
  }

  /** Adds a client; false where it was there. */
  boolean add(long client) {
    int found = Arrays.binarySearch(ids, 0, count, client);
    if (found >= 0) {
      return false;
    }
    int place = -found - 1;
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, count + (count >> 1) + 1);
    }
    System.arraycopy(ids, place, ids, place + 1, count - place);
    ids[place] = client;
    count++;
    return true;
  }

  /** How many clients there are. */
  int count() {
    return count;
  }

  /** The ids, for whoever has taken this out of the table. */
  long[] ids() {
    return Arrays.copyOf(ids, count);
  }
}
