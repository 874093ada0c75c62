package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.scripting.lua.LuaError;
import dev.redstart.engine.scripting.lua.LuaString;

/** The errors of scripts. */
final class Errors {

  static final String NO_SCRIPT = "NOSCRIPT No matching script. Please use EVAL.";
  static final String TOO_MANY_KEYS = "ERR Number of keys can't be greater than number of args";
  static final String NEGATIVE_KEYS = "ERR Number of keys can't be negative";
  static final String READ_ONLY = "ERR Write commands are not allowed from read-only scripts.";
  static final String NOT_READ_ONLY =
      "ERR Can not execute a script with write flag using *_ro command.";
  static final String OOM = "OOM command not allowed when used memory > 'maxmemory'.";
  static final String NOT_BUSY = "NOTBUSY No scripts in execution right now.";
  static final String UNKILLABLE =
      "UNKILLABLE Sorry the script already executed write commands against the dataset. You can"
          + " either wait the script termination or kill the server in a hard way using the"
          + " SHUTDOWN NOSAVE command.";
  static final String KILLED = "ERR Script killed by user with SCRIPT KILL...";
  static final String BUSY =
      "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.";
  static final String FUNCTION_BUSY =
      "BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE.";
  static final String BAD_NAME =
      "ERR Library names can only contain letters, numbers, or underscores(_) and must be at least"
          + " one character long";
  static final String FUNCTION_KILLED = "ERR Script killed by user with FUNCTION KILL...";

  private Errors() {}

  /** The error of what is no program, in the compiler's own words, byte by byte. */
  static CommandException compiling(String what, LuaError error) {
    Bytes why =
        error.value() instanceof LuaString text
            ? text.toBytes()
            : Bytes.of(String.valueOf(error.getMessage()));
    return dev.redstart.engine.command.Errors.quoting(
        "ERR Error compiling " + what + ": ", why, "");
  }
}
