package dev.redstart.engine.server;

import dev.redstart.engine.bytes.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * What a client sent is no request. It gets the message, and its connection ends: where its next
 * request begins is unknown.
 */
final class ProtocolException extends Exception {

  private static final long serialVersionUID = 1L;

  ProtocolException(String message) {
    super("Protocol error: " + message, null, false, false);
  }

  /** The error reply. A character of the message is a byte of the request, whatever its value. */
  Bytes text() {
    return Bytes.wrap(("ERR " + getMessage()).getBytes(StandardCharsets.ISO_8859_1));
  }
}
