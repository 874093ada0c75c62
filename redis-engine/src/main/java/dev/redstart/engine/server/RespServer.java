package dev.redstart.engine.server;

import dev.redstart.engine.exec.Door;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.spi.Assembly;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
  private @Nullable Execution execution;
  private @Nullable Port shared;
  private @Nullable EventLoopGroup loops;
  private @Nullable EventLoopGroup acceptor;
  private @Nullable Tls tls;
  private volatile @Nullable Entrance entrance;
  private @Nullable Entrance encryptedEntrance;
  private @Nullable UnixSocket file;
  private @Nullable Channel fileChannel;

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
    return entrance == null ? 0 : entrance.port();
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
          field.accept("tcp_port", port());
          field.accept("multiplexing_api", "java.nio");
          field.accept("listener0", describe(settings.bind.get(), port()));
        });
    engine
        .settings()
        .onChange(settings.port, () -> move("Unable to listen on this port. Check server logs."));
    engine.settings().onChange(settings.bind, () -> move("Failed to bind to specified addresses."));
    tls = new Tls(engine.settings());
    shared = new Port(behind, settings, connections, engine.surroundings().clock(), workers());
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

  private static String describe(String addresses, int port) {
    StringBuilder text = new StringBuilder("name=tcp");
    for (String word : addresses.split(" ", -1)) {
      text.append(",bind=").append(word);
    }
    return text.append(",port=").append(port).toString();
  }

  /** Follows the directives, where the port is open or could be. */
  private void move(String failure) {
    Entrance open = entrance;
    Port ready = shared;
    if (open != null && ready != null) {
      try {
        open.move(ready.settings().bind.get(), (int) ready.settings().port.get());
      } catch (ListenException e) {
        throw new IllegalArgumentException(failure, e);
      }
    }
  }

  /** The port that is to be opened; 0 for none. */
  long wanted() {
    return shared == null ? 0 : shared.settings().port.get();
  }

  /** Who comes now is connected, and waits for the data to be loaded. */
  @Override
  public void open() {
    Port ready = shared;
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
    acceptor =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("redstart-accept", true), NioIoHandler.newFactory());
    try {
      listen(new Entrance(bootstrap(ready, null)), settings);
      if (encrypting.port() > 0) {
        encrypting.begin();
        encryptedEntrance = new Entrance(bootstrap(ready, encrypting));
        encryptedEntrance.open(settings.bind.get(), encrypting.port());
      }
      listenOnFile(ready);
    } catch (ListenException | IllegalArgumentException e) {
      close();
      throw e;
    }
  }

  @Override
  public void start() {
    ready("tcp", entrance);
    ready("tls", encryptedEntrance);
    if (file != null) {
      LOG.info("Ready to accept connections unix: {}", file);
    }
  }

  private static void ready(String kind, @Nullable Entrance open) {
    if (open != null && open.port() > 0) {
      LOG.info("Ready to accept connections {}: {}", kind, open.describe());
    }
  }

  private boolean isWanted(ServerSettings settings, Tls encrypting) {
    return givenPort >= 0
        || settings.port.get() > 0
        || encrypting.port() > 0
        || !settings.unixSocket.get().isEmpty();
  }

  private ServerBootstrap bootstrap(Port ready, @Nullable Tls encrypting) {
    return new ServerBootstrap()
        .group(acceptor, loops)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(ChannelOption.SO_BACKLOG, (int) ready.settings().backlog.get())
        .childHandler(new Arrival(ready, encrypting));
  }

  /** The directive shows which port it is, where any was wanted. */
  private void listen(Entrance first, ServerSettings settings) {
    if (givenPort >= 0 || settings.port.get() > 0) {
      first.open(settings.bind.get(), givenPort == 0 ? 0 : (int) settings.port.get());
      settings.port.parse(Integer.toString(first.port()));
    }
    entrance = first;
  }

  private void listenOnFile(Port ready) {
    String path = ready.settings().unixSocket.get();
    if (!path.isEmpty()) {
      int rights = Integer.parseInt(ready.settings().unixSocketRights.get(), 8);
      UnixSocket socket = new UnixSocket(path, rights);
      ServerBootstrap bootstrap =
          new ServerBootstrap()
              .group(acceptor, loops)
              .option(ChannelOption.SO_BACKLOG, (int) ready.settings().backlog.get())
              .childHandler(new Arrival(ready, null));
      fileChannel = socket.listen(bootstrap);
      file = socket;
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
    stopListening();
    if (shared != null) {
      shared.connections().close(STOP_MILLIS);
      shared.workers().shutdown();
    }
    end(running);
    if (acceptor != null) {
      end(acceptor);
      acceptor = null;
    }
  }

  private static void end(EventLoopGroup group) {
    group.shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }

  private void stopListening() {
    for (Entrance open : Stream.of(entrance, encryptedEntrance).filter(Objects::nonNull).toList()) {
      open.close();
    }
    entrance = null;
    encryptedEntrance = null;
    if (fileChannel != null) {
      fileChannel.close().awaitUninterruptibly();
      fileChannel = null;
    }
    if (file != null) {
      file.remove();
      file = null;
    }
  }
}
