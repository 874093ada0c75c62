package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: a connection of the port, or a session in this process. Its calls come one after the
 * other, from one thread at a time. Other threads read its fields only to show them (CLIENT LIST),
 * and may see them a little late.
 */
public final class Client {

  private static final @Nullable Object[] NONE = {};
  private static final Bytes DEFAULT_USER = Bytes.of("default");
  private static final int FOR_EVER = -1;

  private final long id;
  private final Outbox outbox;
  private final String address;
  private final String localAddress;
  private final long connectedAt;

  private int database;
  private int protocol = 2;
  private Bytes name = Bytes.EMPTY;
  private Bytes library = Bytes.EMPTY;
  private Bytes libraryVersion = Bytes.EMPTY;
  private Bytes user = DEFAULT_USER;
  private boolean authenticated = true;
  private Access access = Access.EVERYTHING;
  private volatile int channels;
  private volatile int patterns;
  private volatile int shardChannels;
  private volatile long subscriptionBytes;
  private int unanswered;
  private boolean noEvict;
  private @Nullable Command lastCommand;
  private long lastCallAt;
  private int ticks;
  private volatile boolean blocked;
  private boolean noTouch;
  private volatile @Nullable Tracking tracking;
  private boolean wrote;
  private @Nullable Object[] attachments = NONE;

  /**
   * @param id unique in the engine, ascending
   * @param outbox where replies and messages go that belong to no running call
   * @param address of the peer, {@code ip:port}; empty in process
   * @param localAddress the address the peer called, empty in process
   * @param now wall-clock milliseconds
   */
  public Client(long id, Outbox outbox, String address, String localAddress, long now) {
    this.id = id;
    this.outbox = outbox;
    this.address = address;
    this.localAddress = localAddress;
    this.connectedAt = now;
    this.lastCallAt = now;
    // Sessions of one call are many: they too are timed now and then.
    this.ticks = (int) id;
  }

  public long id() {
    return id;
  }

  public Outbox outbox() {
    return outbox;
  }

  public String address() {
    return address;
  }

  public String localAddress() {
    return localAddress;
  }

  public long connectedAt() {
    return connectedAt;
  }

  /** The index of the selected database. */
  public int database() {
    return database;
  }

  public void select(int index) {
    this.database = index;
  }

  /** 2 or 3. */
  public int protocol() {
    return protocol;
  }

  public void protocol(int version) {
    this.protocol = version;
  }

  /** Says that a call has written something that is logged. */
  public void wrote() {
    wrote = true;
  }

  /** True once after calls that have written something that is logged. */
  public boolean takeWrote() {
    boolean was = wrote;
    wrote = false;
    return was;
  }

  /** What CLIENT SETNAME said, empty where nothing was said. */
  public Bytes name() {
    return name;
  }

  public void name(Bytes newName) {
    this.name = newName;
  }

  /** The library that the caller says it uses (CLIENT SETINFO), empty where it says nothing. */
  public Bytes library() {
    return library;
  }

  public void library(Bytes newLibrary) {
    this.library = newLibrary;
  }

  /** The version of {@link #library}. */
  public Bytes libraryVersion() {
    return libraryVersion;
  }

  public void libraryVersion(Bytes newVersion) {
    this.libraryVersion = newVersion;
  }

  /** The name of the user that the caller is; {@code default} where it said none. */
  public Bytes user() {
    return user;
  }

  /** False until a password was given where one is needed. Sessions in this process need none. */
  public boolean authenticated() {
    return authenticated;
  }

  /** The caller is {@code newUser} now, and may do what {@code rules} say. */
  public void authenticate(Bytes newUser, Access rules) {
    this.user = newUser;
    this.access = rules;
    this.authenticated = true;
  }

  /** The caller is nobody until it gives a password, and then what {@code rules} say. */
  public void deauthenticate(Access rules) {
    this.user = DEFAULT_USER;
    this.access = rules;
    this.authenticated = false;
  }

  /** What the caller may do. */
  public Access access() {
    return access;
  }

  /** How many channels the client has subscribed to. */
  public int channels() {
    return channels;
  }

  /** How many patterns the client has subscribed to. */
  public int patterns() {
    return patterns;
  }

  /** Remembers how many subscriptions the client has, for others to look at. */
  public void subscribed(int toChannels, int toPatterns, int toShardChannels, long bytes) {
    this.channels = toChannels;
    this.patterns = toPatterns;
    this.shardChannels = toShardChannels;
    this.subscriptionBytes = bytes;
  }

  /** About what is kept for the subscriptions. */
  public long subscriptionBytes() {
    return subscriptionBytes;
  }

  /** How many shard channels the client has subscribed to. */
  public int shardChannels() {
    return shardChannels;
  }

  /** True while the client has any subscription. */
  public boolean subscribed() {
    return channels + patterns + shardChannels > 0;
  }

  /**
   * Whether the reply of the call that has just ended is to be sent; CLIENT REPLY decides. To be
   * asked once after each call, by whoever writes the replies. Messages are sent in any case: also
   * the confirmations of subscriptions, which come as replies.
   */
  public boolean wants(Reply reply) {
    return wantsReply() || isMessage(reply);
  }

  private boolean wantsReply() {
    if (unanswered == 0) {
      return true;
    }
    if (unanswered > 0) {
      unanswered--;
    }
    return false;
  }

  private static boolean isMessage(Reply reply) {
    return reply instanceof Reply.Push
        || (reply instanceof Reply.Several several
            && several.replies().stream().allMatch(Reply.Push.class::isInstance));
  }

  /** Answers all calls from now on (CLIENT REPLY ON). */
  public void answerAll() {
    unanswered = 0;
  }

  /** Answers none from now on, this one included (CLIENT REPLY OFF). */
  public void answerNone() {
    unanswered = FOR_EVER;
  }

  /** Answers neither this call nor the next (CLIENT REPLY SKIP). */
  public void skipAnswer() {
    if (unanswered != FOR_EVER) {
      unanswered = 2;
    }
  }

  /** True where the connection is kept when buffers need too much memory (CLIENT NO-EVICT). */
  public boolean noEvict() {
    return noEvict;
  }

  public void noEvict(boolean keep) {
    this.noEvict = keep;
  }

  /** True while a call of this client waits for a key or a time. */
  public boolean blocked() {
    return blocked;
  }

  public void blocked(boolean waits) {
    this.blocked = waits;
  }

  /** True where this client's accesses leave no trace in idle times (CLIENT NO-TOUCH). */
  public boolean noTouch() {
    return noTouch;
  }

  public void noTouch(boolean leavesNoTrace) {
    this.noTouch = leavesNoTrace;
  }

  /** How the client tracks keys (CLIENT TRACKING), null where it doesn't. */
  public @Nullable Tracking tracking() {
    return tracking;
  }

  public void tracking(@Nullable Tracking how) {
    this.tracking = how;
  }

  /** The command that was called last, null before the first. */
  public @Nullable Command lastCommand() {
    return lastCommand;
  }

  /** Wall-clock milliseconds of the last call. */
  public long lastCallAt() {
    return lastCallAt;
  }

  /** Remembers a call, for CLIENT LIST. */
  public void called(Command command, long now) {
    // Most calls are of the same command again, and a reference costs more to store than to
    // compare:
    // the collector wants to know of it.
    if (lastCommand != command) {
      lastCommand = command;
    }
    lastCallAt = now;
  }

  /** One more each time, for whoever picks out calls. */
  public int tick() {
    return ++ticks;
  }

  /** What a feature keeps on this client, null where it keeps nothing. */
  public <T> @Nullable T get(Attachment<T> place) {
    @Nullable Object[] all = attachments;
    return place.index < all.length ? place.type.cast(all[place.index]) : null;
  }

  /** Keeps {@code value} on this client, or nothing any more. */
  public <T> void set(Attachment<T> place, @Nullable T value) {
    if (place.index >= attachments.length) {
      attachments = Arrays.copyOf(attachments, place.index + 1);
    }
    attachments[place.index] = value;
  }
}
