package dev.redstart.engine.server;

/** Errors that only a port gives. */
final class Texts {

  static final String TOO_MANY_CLIENTS = "ERR max number of clients reached";

  static final String PROTECTED =
      "DENIED This server has no password, and answers callers on its own machine only (protected"
          + " mode). To call from elsewhere, set a password with requirepass, or set protected-mode"
          + " to no where the network keeps strangers away.";

  private Texts() {}
}
