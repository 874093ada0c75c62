package dev.redstart.engine.server;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Buffers;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Outbox;
import dev.redstart.engine.exec.Executor;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.server.Inbox.Item;
import dev.redstart.engine.server.OutputLimits.Limit;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: reads requests, runs them on its event loop, one after the other, and writes
 * their replies. Messages and late replies come from any thread, by the {@link Outbox}.
 */
final class Connection extends ChannelInboundHandlerAdapter implements Outbox, ReplyBuffer.Sink {

  /*
   * A turn begins when bytes have arrived, an item is in the inbox, or output has drained. It runs requests until there is
   * no complete one left, or until
   *   - a call waits for a key: what follows must wait too; reading goes on for a while, so that the end of the peer is noticed;
   *   - output has piled up, because the peer doesn't read: then nothing more is read from it either, and memory stays flat;
   *   - what was written has to reach the disk before its replies may be sent, and so before more is done;
   *   - the connection is to be closed.
   */

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** How much is read ahead behind a call that waits. */
  private static final int MOST_UNREAD = 1 << 20;

  /** So much output each connection may have, whatever its limits are. */
  private static final int SMALL = 16 << 10;

  /** How long a closing connection may take to send its last replies. */
  private static final long LAST_WORDS_MILLIS = 10_000;

  private final Port port;
  private final Channel channel;
  private final Client client;
  private final Executor executor;
  private final Outflow outflow;
  private final RespDecoder decoder;
  private final Requests requests;
  private final RequestLimits requestLimits;
  private final LoopMemory memory;
  private final Inbox inbox = new Inbox();
  private final Runnable turn = this::takeTurn;

  private boolean running;
  private boolean waiting;
  private @Nullable Errand errand;
  private boolean stalled;
  private boolean ended;
  private boolean left;
  private volatile boolean closing;
  private volatile boolean closingAtOnce;
  private volatile long lastActive;
  private volatile long worriedSince;
  private volatile long closingSince;

  Connection(Port port, Channel channel, LoopMemory memory) {
    ServerSettings settings = port.settings();
    long now = port.clock().millis();
    this.port = port;
    this.channel = channel;
    this.memory = memory;
    this.client =
        new Client(
            port.execution().clients().nextId(),
            this,
            Addresses.text(channel.remoteAddress(), settings),
            Addresses.text(channel.localAddress(), settings),
            now);
    this.executor = port.execution().executor();
    this.outflow = new Outflow(channel, client, port.execution().durability(), this::goOn);
    this.requestLimits =
        new RequestLimits(client, settings.longestArgument, settings.longestRequest);
    this.decoder = new RespDecoder(requestLimits);
    this.requests = new Requests(decoder);
    this.lastActive = now;
  }

  // ---- the event loop

  @Override
  public void channelActive(ChannelHandlerContext context) {
    port.connections().add(this);
    port.execution().welcome(client);
    if (isUnprotected()) {
      port.connections().refused();
      memory.out().begin(this);
      write(new Reply.Failure(Texts.PROTECTED));
      closing = true;
      endTurn();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      lastActive = port.clock().millis();
      port.connections().received(in.readableBytes());
      if (!closing) {
        decoder.feed(in, memory.in());
        checkInput();
        runRequests(List.of());
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    memory.round().sendAtEnd(outflow, channel.eventLoop());
  }

  /** What was written may be sent now; not where it was lost. */
  private void goOn(boolean kept) {
    if (!kept) {
      LOG.warn("{} has written what can't be kept: closing", client.address());
      closeAtOnce();
    } else if (!closingAtOnce) {
      takeTurn();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (stalled && channel.isWritable()) {
      stalled = false;
      // Not at once: this may be called from within a flush, which a turn would make again.
      channel.eventLoop().execute(turn);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    closing = true;
    port.connections().remove(this);
    leave();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(cause);
  }

  /** Closes at once: nobody knows any more what would have to be answered. */
  private void fail(Throwable cause) {
    if (cause instanceof IOException || cause.getCause() instanceof IOException) {
      LOG.debug("{} is gone: {}", client.address(), cause.toString());
    } else {
      LOG.error("The connection of {} failed", client.address(), cause);
    }
    closeAtOnce();
  }

  /** Runs what is in the inbox, and the requests that waited for it. */
  private void takeTurn() {
    inbox.open();
    if (!ended) {
      runRequests(List.of());
      outflow.flush();
    }
  }

  private void runRequests(List<Reply> outstanding) {
    if (running) {
      return;
    }
    running = true;
    memory.out().begin(this);
    try {
      outstanding.forEach(this::write);
      readInbox();
      runAll();
    } catch (ProtocolException e) {
      LOG.info("{} from {}", e.getMessage(), client.address());
      write(new Reply.Failure(e.text()));
      closing = true;
    } catch (RuntimeException | Error e) {
      fail(e);
    } finally {
      running = false;
    }
    decoder.rest();
    endTurn();
  }

  private void runAll() throws ProtocolException {
    while (!waiting && !stalled && !closing && !outflow.held()) {
      Bytes[] request = requests.next();
      if (request == null) {
        return;
      }
      if (decoder.inline() && isForeign(request[0])) {
        return;
      }
      if (executor.mayTakeLong(client, request[0])) {
        runElsewhere(request);
        return;
      }
      Reply reply = executor.execute(client, request);
      if (reply == Reply.Absent.WAITING) {
        waiting = true;
      } else {
        answer(reply);
      }
      readInbox();
    }
  }

  /**
   * Has a worker run a call, so that the other connections of the event loop go on, and with it
   * those behind it that may take long, too.
   */
  private void runElsewhere(Bytes[] request) {
    int calls = requests.backWithMore(request, next -> executor.mayTakeLong(client, next[0]));
    errand = new Errand(executor, client, requests.ahead(), calls, inbox);
    waiting = true;
    memory.errands(channel.eventLoop(), port.workers()).send(this);
  }

  /** On a worker. */
  void runErrand() {
    Errand begun = errand;
    if (begun != null) {
      begun.run(() -> closing);
    }
  }

  /** Writes what came of it, and goes on. */
  void endErrand() {
    Errand over = errand;
    errand = null;
    if (over == null || ended) {
      return;
    }
    Throwable failure = over.failure();
    if (failure != null) {
      fail(failure);
    } else {
      waiting = over.waits();
      runRequests(over.replies());
      memory.round().sendAtEnd(outflow, channel.eventLoop());
    }
  }

  /**
   * Not while a worker has calls of this connection: what is sent meanwhile follows their replies.
   */
  private void readInbox() {
    if (errand != null) {
      return;
    }
    for (Item item = inbox.poll(); item != null; item = inbox.poll()) {
      if (item.endsWait()) {
        waiting = false;
        answer(item.reply());
      } else {
        write(item.reply());
      }
    }
  }

  private void answer(Reply reply) {
    if (client.wants(reply)) {
      write(reply);
    }
  }

  private void write(Reply reply) {
    memory.encoder(client.protocol()).write(reply);
  }

  /** Takes a full buffer, or what a turn has written. */
  @Override
  public void take(byte[] bytes, int length) {
    Limit limit = port.settings().outputLimits.of(client);
    long unsent = unsent() + length;
    if (!closingAtOnce && limit.forbids(unsent - SMALL)) {
      cutOff(unsent);
      closeAtOnce();
    }
    if (closingAtOnce) {
      return;
    }
    ByteBuf chunk = channel.alloc().directBuffer(length, length);
    chunk.writeBytes(bytes, 0, length);
    port.connections().sent(length);
    ChannelFuture unused = channel.write(chunk, channel.voidPromise());
    if (limit.isHard()) {
      // As in Redis, a reply of more than the limit is not even begun to be sent.
      return;
    }
    if (length >= ReplyBuffer.SIZE / 2) {
      outflow.flush();
    }
    if (!channel.isWritable()) {
      stalled = true;
    }
  }

  private void endTurn() {
    memory.out().end();
    if (closing) {
      end();
      return;
    }
    boolean reads = !stalled && !(waiting && decoder.held() > MOST_UNREAD);
    if (channel.config().isAutoRead() != reads) {
      channel.config().setAutoRead(reads);
    }
    if (stalled || unsent() > SMALL) {
      checkOutput(port.clock().millis());
    }
    if (port.settings().clientMemory.isLimited() && memory() > SMALL) {
      port.connections().evict();
    }
  }

  private void end() {
    if (ended) {
      return;
    }
    ended = true;
    closingSince = port.clock().millis();
    leave();
    if (closingAtOnce) {
      ChannelFuture unused = channel.close();
    } else {
      outflow.finish();
    }
  }

  /** Before the last reply is sent: whoever has read that may count on the client being gone. */
  private void leave() {
    if (!left) {
      left = true;
      port.execution().farewell(client);
    }
  }

  /** A browser, sent here by a page that means no good. */
  private boolean isForeign(Bytes word) {
    if (!word.is("POST") && !word.is("HOST:")) {
      return false;
    }
    LOG.warn(
        "Possible attack from {}: an HTTP request was sent to this port. Closing.",
        client.address());
    closeAtOnce();
    return true;
  }

  private boolean isUnprotected() {
    return port.settings().protectedMode.get()
        && client.authenticated()
        && !Addresses.isLocal(channel.remoteAddress());
  }

  @Override
  public void hear() {
    if (channel.eventLoop().inEventLoop()) {
      readInbox();
    }
  }

  // ---- any thread

  @Override
  public void later(Reply reply) {
    put(new Item(reply, true));
  }

  @Override
  public void push(Reply message) {
    put(new Item(message, false));
  }

  private void put(Item item) {
    if (inbox.add(item)) {
      schedule();
    }
  }

  @Override
  public void close(boolean afterReplies) {
    if (!afterReplies) {
      closingAtOnce = true;
      port.execution().clients().remove(client);
    }
    closing = true;
    schedule();
  }

  /** True while a call of this connection waits for a key. */
  boolean isWaiting() {
    return client.blocked();
  }

  @Override
  public Buffers buffers() {
    ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
    int chunks = pending == null ? 0 : pending.size();
    return new Buffers(decoder.unread(), decoder.spare(), decoder.arguments(), unsent(), chunks);
  }

  private long unsent() {
    ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
    return pending == null ? 0 : pending.totalPendingWriteBytes();
  }

  /** How many bytes the client takes; none where it is about to go. */
  long memory() {
    return closing ? 0 : port.execution().memory(client);
  }

  /** False where CLIENT NO-EVICT was said. */
  boolean mayBeEvicted() {
    return !client.noEvict();
  }

  /** Waits until the connection is closed. Not for its own event loop. */
  void awaitEnd(long longestMillis) {
    channel.closeFuture().awaitUninterruptibly(longestMillis);
  }

  /** Closes a connection that has been idle, or behind, for too long. */
  void inspect(long now) {
    long timeout = port.settings().timeout.get();
    boolean idle = timeout > 0 && now - lastActive > timeout * 1000;
    if (idle && !client.blocked() && !client.subscribed()) {
      LOG.debug("Closing idle client {}", client.address());
      close(false);
    }
    if (closingSince > 0 && now - closingSince > LAST_WORDS_MILLIS) {
      ChannelFuture unused = channel.close();
    }
    checkOutput(now);
  }

  private void checkInput() {
    if (!requestLimits.allows(decoder.held())) {
      LOG.warn("{} has sent a request that is too long: closing", client.address());
      port.connections().sentTooMuch();
      closeAtOnce();
    }
  }

  private void checkOutput(long now) {
    Limit limit = port.settings().outputLimits.of(client);
    long unsent = unsent();
    if (!limit.worries(unsent - SMALL)) {
      worriedSince = 0;
    } else if (worriedSince == 0) {
      worriedSince = now;
    }
    boolean tooLong = worriedSince > 0 && now - worriedSince > limit.seconds() * 1000;
    if (!closing && (limit.forbids(unsent - SMALL) || tooLong)) {
      cutOff(unsent);
      close(false);
    }
  }

  private void cutOff(long unsent) {
    port.connections().readTooLittle();
    LOG.warn("{} doesn't read {} bytes of output: closing", client.address(), unsent);
  }

  private void closeAtOnce() {
    closingAtOnce = true;
    closing = true;
    end();
  }

  private void schedule() {
    try {
      channel.eventLoop().execute(turn);
    } catch (RejectedExecutionException e) {
      LOG.debug("{} hears no more: the port is closed", client.address());
    }
  }
}
