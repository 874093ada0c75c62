package dev.redstart.engine.server;

/**
 * What a client sent is no request. It gets the message, and its connection ends: where its next
 * request begins is unknown.
 */
final class ProtocolException extends Exception {

  private static final long serialVersionUID = 1L;

  ProtocolException(String message) {
    super("Protocol error: " + message, null, false, false);
  }

  /** The error reply. */
  String reply() {
    return "ERR " + getMessage();
  }
}
