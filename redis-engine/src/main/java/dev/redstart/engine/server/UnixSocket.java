package dev.redstart.engine.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket that is a file. Its rights are set before anybody can reach it. */
final class UnixSocket {

  /*
   * Java can't say which rights a new socket has, so it is made in a directory that nobody else may enter, gets its rights
   * there, and is then moved to its place.
   */

  private static final Logger LOG = LoggerFactory.getLogger(UnixSocket.class);
  private static final PosixFilePermission[] BITS = {
    PosixFilePermission.OTHERS_EXECUTE,
    PosixFilePermission.OTHERS_WRITE,
    PosixFilePermission.OTHERS_READ,
    PosixFilePermission.GROUP_EXECUTE,
    PosixFilePermission.GROUP_WRITE,
    PosixFilePermission.GROUP_READ,
    PosixFilePermission.OWNER_EXECUTE,
    PosixFilePermission.OWNER_WRITE,
    PosixFilePermission.OWNER_READ,
  };

  private static final int OWNER_ONLY = 0700;

  private final Path path;
  private final int rights;

  /**
   * @param rights as chmod takes them; 0 for the owner's alone
   */
  UnixSocket(String path, int rights) {
    this.path = Path.of(path).toAbsolutePath();
    this.rights = rights == 0 ? OWNER_ONLY : rights;
  }

  /** Listens, and replaces what a server that ended before has left. */
  Channel listen(ServerBootstrap bootstrap) {
    try {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isSocket()) {
        throw new IOException("there is a file that is no socket");
      }
      return listenPrivately(bootstrap);
    } catch (IOException | UnsupportedOperationException e) {
      throw new ListenException(path.toString(), e);
    }
  }

  private boolean isSocket() throws IOException {
    return Files.readAttributes(
            path, java.nio.file.attribute.BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isOther();
  }

  private Channel listenPrivately(ServerBootstrap bootstrap) throws IOException {
    Path directory =
        Files.createTempDirectory(
            path.getParent(),
            ".redstart",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path made = directory.resolve("s");
    try {
      ChannelFuture bound =
          bootstrap
              .channel(NioServerDomainSocketChannel.class)
              .bind(UnixDomainSocketAddress.of(made))
              .awaitUninterruptibly();
      if (!bound.isSuccess()) {
        throw new IOException(bound.cause());
      }
      Files.setPosixFilePermissions(made, permissions());
      Files.move(made, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return bound.channel();
    } finally {
      Files.deleteIfExists(made);
      Files.deleteIfExists(directory);
    }
  }

  private Set<PosixFilePermission> permissions() {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < BITS.length; bit++) {
      if ((rights & 1 << bit) != 0) {
        set.add(BITS[bit]);
      }
    }
    return set;
  }

  @Override
  public String toString() {
    return path.toString();
  }

  /** Removes the file. */
  void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("Can't remove {}: {}", path, e.toString());
    }
  }
}
