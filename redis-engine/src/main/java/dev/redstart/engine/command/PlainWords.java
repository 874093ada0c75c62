package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Bytes;

/** What clients may call themselves: a word that can stand in a line of CLIENT LIST. */
public final class PlainWords {

  private PlainWords() {}

  /** {@code name}, or the error that it is no name for a client. */
  public static Bytes clientName(Bytes name) {
    return checked("Client names", name);
  }

  /**
   * {@code text} where all of it, up to a zero byte, are visible ASCII characters, else an error.
   *
   * @param what it is for, as the error says
   */
  public static Bytes checked(String what, Bytes text) {
    for (byte letter : text.shared()) {
      if (letter == 0) {
        break;
      }
      if (letter < '!' || letter > '~') {
        throw new CommandException(
            "ERR " + what + " cannot contain spaces, newlines or special characters.");
      }
    }
    return text;
  }
}
