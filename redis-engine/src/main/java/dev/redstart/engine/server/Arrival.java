package dev.redstart.engine.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.SocketOption;
import java.nio.charset.StandardCharsets;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** Gets new connections ready, or turns them away where there are too many. */
final class Arrival extends ChannelInitializer<Channel> {

  /** A connection with more unsent output than the higher mark is not read from. */
  private static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(128 << 10, 512 << 10);

  private static final int PROBES = 3;

  private final Port port;
  private final @Nullable Tls tls;

  /**
   * @param tls what connections are encrypted with, null where they are not
   */
  Arrival(Port port, @Nullable Tls tls) {
    this.port = port;
    this.tls = tls;
  }

  @Override
  protected void initChannel(Channel channel) {
    channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, MARKS);
    if (channel instanceof SocketChannel) {
      channel.config().setOption(ChannelOption.TCP_NODELAY, true);
      keepAlive(channel);
    }
    if (tls != null) {
      channel.pipeline().addLast(tls.context().newHandler(channel.alloc()));
    }
    channel
        .pipeline()
        .addLast(
            port.connections().admit()
                ? new Connection(port, channel, LoopMemory.ofThisThread())
                : new Refusal());
  }

  private void keepAlive(Channel channel) {
    int seconds = (int) port.settings().keepAlive.get();
    if (seconds > 0) {
      channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
      channel.config().setOption(of(ExtendedSocketOptions.TCP_KEEPIDLE), seconds);
      channel
          .config()
          .setOption(of(ExtendedSocketOptions.TCP_KEEPINTERVAL), Math.max(1, seconds / PROBES));
      channel.config().setOption(of(ExtendedSocketOptions.TCP_KEEPCOUNT), PROBES);
    }
  }

  private static ChannelOption<Integer> of(SocketOption<Integer> option) {
    return NioChannelOption.of(option);
  }

  /** Says why, and closes. */
  private static final class Refusal extends ChannelInboundHandlerAdapter {

    @Override
    public void channelActive(ChannelHandlerContext context) {
      String line = "-" + Texts.TOO_MANY_CLIENTS + "\r\n";
      ByteBuf error = Unpooled.copiedBuffer(line, StandardCharsets.US_ASCII);
      ChannelFuture unused = context.writeAndFlush(error).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ((ByteBuf) message).release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      ChannelFuture unused = context.close();
    }
  }
}
