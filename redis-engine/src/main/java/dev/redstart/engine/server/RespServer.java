package dev.redstart.engine.server;

import dev.redstart.engine.exec.Door;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.spi.Assembly;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of an engine, which any Redis client can connect to. It opens when the engine starts, and
 * closes with it.
 *
 * <pre>{@code
 * RespServer server = new RespServer("127.0.0.1", 0);
 * try (RedisEngine engine = RedisEngine.builder().with(server).build()) {
 *   connect("redis://127.0.0.1:" + server.port());
 * }
 * }</pre>
 */
public final class RespServer implements Door {

  private static final int WORKERS = 32;
  private static final Logger LOG = LoggerFactory.getLogger(RespServer.class);
  private static final long STOP_MILLIS = 2000;

  private final @Nullable String givenHost;
  private final int givenPort;
  private final List<Channel> listening = new ArrayList<>();
  private @Nullable Execution execution;
  private Connection.@Nullable Port shared;
  private @Nullable EventLoopGroup loops;
  private @Nullable Tls tls;
  private @Nullable UnixSocket file;
  private volatile int port;

  /** A port where the directives {@code bind} and {@code port} say; none where the port is 0. */
  public RespServer() {
    this(null);
  }

  /** A port on all addresses of the directive {@code bind}: those of this machine itself. */
  public RespServer(int port) {
    this(null, port);
  }

  /**
   * A port on one address.
   *
   * @param port 0 for any that is free; {@link #port} tells which
   */
  public RespServer(@Nullable String host, int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("no port: " + port);
    }
    this.givenHost = host;
    this.givenPort = port;
  }

  private RespServer(@Nullable String host) {
    this.givenHost = host;
    this.givenPort = -1;
  }

  /** The port that is open; 0 where none is. */
  public int port() {
    return port;
  }

  /** Who is connected. */
  Set<Connection> connections() {
    return shared == null ? Set.of() : shared.connections().all();
  }

  @Override
  public void leadTo(Execution engine) {
    execution = engine;
  }

  @Override
  public void install(Assembly engine) {
    Execution behind = execution;
    if (behind == null) {
      throw new IllegalStateException("installed by something else than an engine");
    }
    ServerSettings settings = new ServerSettings(engine.settings());
    if (givenPort > 0) {
      settings.port.parse(Integer.toString(givenPort));
    }
    if (givenHost != null) {
      settings.bind.parse(givenHost);
    }
    Connections connections = new Connections(settings);
    connections.install(engine);
    engine.info(
        "server",
        field -> {
          field.accept("tcp_port", port);
          field.accept("multiplexing_api", "java.nio");
          field.accept("listener0", "name=tcp,bind=" + settings.bind.get() + ",port=" + port);
        });
    tls = new Tls(engine.settings());
    shared =
        new Connection.Port(
            behind, settings, connections, engine.surroundings().clock(), workers());
  }

  /** Threads for calls that may take long. There are none while nobody makes such calls. */
  private static ExecutorService workers() {
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            WORKERS,
            WORKERS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("redstart-worker", true));
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }

  @Override
  public void start() {
    Connection.Port ready = shared;
    Tls encrypting = tls;
    if (ready == null || encrypting == null || !isWanted(ready.settings(), encrypting)) {
      return;
    }
    ServerSettings settings = ready.settings();
    loops =
        new MultiThreadIoEventLoopGroup(
            (int) settings.threads.get(),
            new DefaultThreadFactory("redstart-port", true),
            NioIoHandler.newFactory());
    try {
      if (givenPort >= 0 || settings.port.get() > 0) {
        port = listen(bootstrap(ready, null), givenPort == 0 ? 0 : (int) settings.port.get());
      }
      if (encrypting.port() > 0) {
        encrypting.begin();
        int unused = listen(bootstrap(ready, encrypting), encrypting.port());
      }
      listenOnFile(ready);
    } catch (ListenException | IllegalArgumentException e) {
      close();
      throw e;
    }
  }

  private boolean isWanted(ServerSettings settings, Tls encrypting) {
    return givenPort >= 0
        || settings.port.get() > 0
        || encrypting.port() > 0
        || !settings.unixSocket.get().isEmpty();
  }

  private ServerBootstrap bootstrap(Connection.Port ready, @Nullable Tls encrypting) {
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(ChannelOption.SO_BACKLOG, (int) ready.settings().backlog.get())
        .childHandler(new Arrival(ready, encrypting));
  }

  /** Opens a port on all addresses; which one. */
  private int listen(ServerBootstrap bootstrap, int wantedPort) {
    String addresses = shared == null ? "" : shared.settings().bind.get();
    int wanted = wantedPort;
    for (String word : addresses.split(" ", -1)) {
      Listener listener = Listener.of(word);
      ChannelFuture bound = bootstrap.bind(listener.host(), wanted).awaitUninterruptibly();
      if (bound.isSuccess()) {
        listening.add(bound.channel());
        wanted = ((InetSocketAddress) bound.channel().localAddress()).getPort();
      } else if (!listener.optional()) {
        throw new ListenException(listener.host(), wanted, bound.cause());
      }
    }
    LOG.info("Ready to accept connections on {}, port {}", addresses, wanted);
    return wanted;
  }

  private void listenOnFile(Connection.Port ready) {
    String path = ready.settings().unixSocket.get();
    if (!path.isEmpty()) {
      int rights = Integer.parseInt(ready.settings().unixSocketRights.get(), 8);
      UnixSocket socket = new UnixSocket(path, rights);
      ServerBootstrap bootstrap =
          new ServerBootstrap()
              .group(loops)
              .option(ChannelOption.SO_BACKLOG, (int) ready.settings().backlog.get())
              .childHandler(new Arrival(ready, null));
      listening.add(socket.listen(bootstrap));
      file = socket;
      LOG.info("Ready to accept connections on {}", path);
    }
  }

  /** Stops to accept, lets running calls end, and closes all connections. */
  @Override
  public void close() {
    EventLoopGroup running = loops;
    if (running == null) {
      return;
    }
    loops = null;
    listening.forEach(channel -> channel.close().awaitUninterruptibly());
    listening.clear();
    port = 0;
    if (file != null) {
      file.remove();
      file = null;
    }
    if (shared != null) {
      shared.connections().close(STOP_MILLIS);
      shared.workers().shutdown();
    }
    running.shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
