package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Listpack;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the entries of a stream between two ids, both included, in either direction. Good
 * until the stream is changed.
 */
final class StreamCursor {

  private static final int NONE = Listpack.NONE;

  private final NavigableMap<StreamId, StreamNode> nodes;
  private final StreamId first;
  private final StreamId last;
  private final boolean down;
  private @Nullable StreamNode node;
  private int at = NONE;
  private boolean started;

  /** A walk from {@code first} to {@code last}, or where {@code down} from last to first. */
  StreamCursor(
      NavigableMap<StreamId, StreamNode> nodes, StreamId first, StreamId last, boolean down) {
    this.nodes = nodes;
    this.first = first;
    this.last = last;
    this.down = down;
  }

  /** Goes to the next entry; false where there is none. */
  boolean next() {
    while (step()) {
      StreamNode here = node();
      if (here.isDeleted(at)) {
        continue;
      }
      int toFirst = here.compareAt(at, first);
      int toLast = here.compareAt(at, last);
      if (down ? toFirst < 0 : toLast > 0) {
        return false;
      }
      if (toFirst >= 0 && toLast <= 0) {
        return true;
      }
    }
    return false;
  }

  /** The id of the entry. */
  StreamId id() {
    return node().idAt(at);
  }

  /** The entry's fields and values in turn. */
  List<Bytes> content() {
    return node().contentAt(at);
  }

  /** The node that the entry is in. */
  StreamNode node() {
    StreamNode here = node;
    if (here == null) {
      throw new IllegalStateException("not at an entry");
    }
    return here;
  }

  /** The entry's position in its node. */
  int position() {
    return at;
  }

  /** Goes to the next slot, whatever is in it. */
  private boolean step() {
    if (at != NONE) {
      at = down ? node().previous(at) : node().next(at);
    }
    while (at == NONE) {
      Map.Entry<StreamId, StreamNode> found = following();
      if (found == null) {
        return false;
      }
      node = found.getValue();
      at = down ? found.getValue().last() : found.getValue().first();
    }
    return true;
  }

  private Map.@Nullable Entry<StreamId, StreamNode> following() {
    if (!started) {
      started = true;
      Map.Entry<StreamId, StreamNode> found = nodes.floorEntry(down ? last : first);
      return found != null || down ? found : nodes.firstEntry();
    }
    return down ? nodes.lowerEntry(node().id()) : nodes.higherEntry(node().id());
  }
}
