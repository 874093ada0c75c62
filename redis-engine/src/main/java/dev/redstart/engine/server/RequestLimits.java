package dev.redstart.engine.server;

import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Setting;

/** How much a client may send in one request: little before it has said who it is. */
final class RequestLimits {

  private static final int MOST_ARGUMENTS_OF_STRANGERS = 10;
  private static final int LONGEST_ARGUMENT_OF_STRANGERS = 16 << 10;
  private static final long LONGEST_REQUEST_OF_STRANGERS = 1 << 20;

  private final Client client;
  private final Setting.Whole longestArgument;
  private final Setting.Whole longestRequest;

  RequestLimits(Client client, Setting.Whole longestArgument, Setting.Whole longestRequest) {
    this.client = client;
    this.longestArgument = longestArgument;
    this.longestRequest = longestRequest;
  }

  void checkCount(long count) throws ProtocolException {
    if (count > Integer.MAX_VALUE) {
      throw new ProtocolException("invalid multibulk length");
    }
    if (count > MOST_ARGUMENTS_OF_STRANGERS && !client.authenticated()) {
      throw new ProtocolException("unauthenticated multibulk length");
    }
  }

  void checkLength(long length) throws ProtocolException {
    if (length < 0 || length > longestArgument.get() || length > Integer.MAX_VALUE - 64) {
      throw new ProtocolException("invalid bulk length");
    }
    if (length > LONGEST_ARGUMENT_OF_STRANGERS && !client.authenticated()) {
      throw new ProtocolException("unauthenticated bulk length");
    }
  }

  /** True where each request may have any number of arguments of {@code length} bytes. */
  boolean allowEach(int length) {
    return client.authenticated() && length <= longestArgument.get();
  }

  /** False where a client has sent more than may wait to become a request. */
  boolean allows(long held) {
    return held <= longestRequest.get()
        && (held <= LONGEST_REQUEST_OF_STRANGERS || client.authenticated());
  }
}
