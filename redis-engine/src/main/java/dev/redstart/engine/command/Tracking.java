package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Bytes;
import java.util.List;

/**
 * How one client wants to be told of changed keys, as CLIENT TRACKING asked for it, and what CLIENT
 * CACHING said of the next call. Changed by the client's own calls; others look at it.
 */
public final class Tracking {

  /** Which changes a client hears of. */
  public enum Mode {
    /** Those of keys that it has read. */
    READS,
    /** Those of keys that it has read behind CLIENT CACHING YES. */
    OPT_IN,
    /** Those of keys that it has read, but behind CLIENT CACHING NO. */
    OPT_OUT,
    /** Those of all keys that begin with a prefix. */
    BROADCAST
  }

  /** For how long what CLIENT CACHING said is good. */
  private enum Said {
    NOTHING,
    FOR_NEXT_CALL,
    FOR_THIS_CALL
  }

  /** About what is kept for a prefix, besides its bytes. */
  private static final long PER_PREFIX = 320;

  private final Mode mode;
  private final boolean noLoop;
  private final long redirect;
  private final List<Bytes> prefixes;
  private volatile boolean broken;
  private volatile Said said = Said.NOTHING;

  /**
   * @param noLoop leaves out what the client itself has changed
   * @param redirect the id of the client that is told instead, 0 where it is this one
   * @param prefixes of the keys it hears of, for {@link Mode#BROADCAST}
   */
  public Tracking(Mode mode, boolean noLoop, long redirect, List<Bytes> prefixes) {
    this.mode = mode;
    this.noLoop = noLoop;
    this.redirect = redirect;
    this.prefixes = List.copyOf(prefixes);
  }

  public Mode mode() {
    return mode;
  }

  public boolean noLoop() {
    return noLoop;
  }

  /** The id of the client that is told instead, 0 where none is. */
  public long redirect() {
    return redirect;
  }

  /** What the keys begin with that it hears of; none unless it hears of all that do. */
  public List<Bytes> prefixes() {
    return prefixes;
  }

  /** About what is kept for the prefixes. */
  public long bytes() {
    long bytes = PER_PREFIX * prefixes.size();
    for (Bytes prefix : prefixes) {
      bytes += prefix.length();
    }
    return bytes;
  }

  /** True where the client that should have been told was found to be gone. */
  public boolean broken() {
    return broken;
  }

  /** The client that should have been told is gone. */
  public void breakOff() {
    broken = true;
  }

  /**
   * CLIENT CACHING made an exception.
   *
   * @param within the exception is for the rest of a transaction, not for the next call
   */
  public void except(boolean within) {
    said = within ? Said.FOR_THIS_CALL : Said.FOR_NEXT_CALL;
  }

  /**
   * A call begins, which ends what was said for the one before.
   *
   * @param aboutClients it is one of CLIENT's: what was said is not for it, but for what follows
   */
  public void nextCall(boolean aboutClients) {
    if (said == Said.FOR_NEXT_CALL) {
      said = aboutClients ? said : Said.FOR_THIS_CALL;
    } else {
      said = Said.NOTHING;
    }
  }

  /** True while an exception holds. */
  public boolean excepted() {
    return said != Said.NOTHING;
  }

  /** True where the keys are to be remembered that the running call reads. */
  public boolean remembers() {
    return switch (mode) {
      case READS -> true;
      case OPT_IN -> excepted();
      case OPT_OUT -> !excepted();
      case BROADCAST -> false;
    };
  }
}
