package dev.redstart.jobs.board;

/** Why a request can't be answered, in words for whoever looks at the page. */
final class BoardException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  BoardException(int status, String reason) {
    super(reason);
    this.status = status;
  }

  static BoardException illegal(String reason) {
    return new BoardException(400, reason);
  }

  static BoardException missing(String what) {
    return new BoardException(404, "there is no such " + what);
  }

  int status() {
    return status;
  }
}
