package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.util.Locale;

/** The texts of errors that more than one family answers, sorted by their code. */
public final class Errors {

  public static final String DB_INDEX_OUT_OF_RANGE = "ERR DB index is out of range";
  public static final String INDEX_OUT_OF_RANGE = "ERR index out of range";
  public static final String INCREMENT_OVERFLOW = "ERR increment or decrement would overflow";
  public static final String INTERNAL = "ERR internal error";
  public static final String INVALID_CURSOR = "ERR invalid cursor";
  public static final String MIN_MAX_NOT_FLOAT = "ERR min or max is not a float";
  public static final String NO_SUCH_KEY = "ERR no such key";
  public static final String NOT_A_FLOAT = "ERR value is not a valid float";
  public static final String NOT_AN_INTEGER = "ERR value is not an integer or out of range";
  public static final String NOT_POSITIVE = "ERR value is out of range, must be positive";
  public static final String STRING_TOO_LONG =
      "ERR string exceeds maximum allowed size (proto-max-bulk-len)";
  public static final String SYNTAX = "ERR syntax error";
  public static final String TIMEOUT_NEGATIVE = "ERR timeout is negative";
  public static final String TIMEOUT_NOT_FLOAT = "ERR timeout is not a float or out of range";
  public static final String TIMEOUT_OUT_OF_RANGE = "ERR timeout is out of range";
  public static final String EXEC_ABORTED =
      "EXECABORT Transaction discarded because of previous errors.";
  public static final String NO_AUTH = "NOAUTH Authentication required.";
  public static final String OUT_OF_MEMORY =
      "OOM command not allowed when used memory > 'maxmemory'.";
  public static final String WRONG_TYPE =
      "WRONGTYPE Operation against a key holding the wrong kind of value";

  private Errors() {}

  /** The error of a call with too few or too many arguments. */
  public static String wrongArity(String command) {
    return "ERR wrong number of arguments for '" + command + "' command";
  }

  /** The error of an expire time that is out of range for {@code command}. */
  public static String invalidExpire(String command) {
    return "ERR invalid expire time in '" + command + "' command";
  }

  /** The error of a whole number that is not between two bounds. */
  public static String outOfRange(long least, long most) {
    return "ERR value is out of range, value must between " + least + " and " + most;
  }

  /** The error of a subcommand that is called in a way it doesn't know. */
  public static CommandException unknownSubcommand(Call call) {
    String name = call.command().name();
    int bar = name.indexOf('|');
    String container = bar < 0 ? name : name.substring(0, bar);
    return quoting(
        "ERR unknown subcommand or wrong number of arguments for '",
        call.arg(1),
        "'. Try " + container.toUpperCase(Locale.ROOT) + " HELP.");
  }

  /** An argument as error texts show it: up to its first zero byte, in one line. */
  public static Bytes shown(Bytes argument) {
    return shown(argument, argument.length());
  }

  /** As {@link #shown(Bytes)}, cut to so many bytes at most. */
  public static Bytes shown(Bytes argument, int longest) {
    int end = 0;
    while (end < argument.length() && end < longest && argument.at(end) != 0) {
      end++;
    }
    return inLine(argument.slice(0, end));
  }

  /** The same bytes with a blank for each that would end a line. */
  public static Bytes inLine(Bytes text) {
    byte[] line = text.toArray();
    for (int i = 0; i < line.length; i++) {
      if (line[i] == '\r' || line[i] == '\n') {
        line[i] = ' ';
      }
    }
    return Bytes.wrap(line);
  }

  /** An error whose text holds an argument, byte by byte as it came, but for line ends. */
  public static CommandException quoting(String before, Bytes argument, String after) {
    int end = argument.length();
    while (after.isEmpty()
        && end > 0
        && (argument.at(end - 1) == '\r' || argument.at(end - 1) == '\n')) {
      end--;
    }
    Bytes text = Bytes.join(Bytes.of(before), shown(argument, end), Bytes.of(after));
    return new CommandException(new Reply.Failure(text));
  }

  public static CommandException syntax() {
    return new CommandException(SYNTAX);
  }
}
