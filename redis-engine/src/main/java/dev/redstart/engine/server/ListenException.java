package dev.redstart.engine.server;

/** A port could not be opened; the cause says why. */
public final class ListenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String host;
  private final int port;

  ListenException(String host, int port, Throwable cause) {
    super("could not listen on " + host + ":" + port + ": " + cause.getMessage(), cause);
    this.host = host;
    this.port = port;
  }

  ListenException(String path, Throwable cause) {
    super("could not listen on " + path + ": " + cause.getMessage(), cause);
    this.host = path;
    this.port = 0;
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }
}
