package dev.redstart.engine.scripting;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.scripting.lua.LuaNumbers;
import dev.redstart.engine.scripting.lua.LuaString;
import dev.redstart.engine.scripting.lua.LuaTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What scripts return, as replies. */
final class Results {

  /** How deep tables may be inside of each other; deeper ones are an error in their place. */
  private static final int MAX_DEPTH = 1_024;

  private static final Results PLAIN = new Results(false);
  private static final Results RICH = new Results(true);
  private static final LuaString ERR = LuaString.of("err");
  private static final LuaString OK = LuaString.of("ok");

  private final boolean rich;

  /** In that version of the protocol. */
  static Results in(int protocol) {
    return protocol == 3 ? RICH : PLAIN;
  }

  /**
   * @param rich as in RESP3
   */
  private Results(boolean rich) {
    this.rich = rich;
  }

  Reply of(Object value) {
    return of(value, 0);
  }

  private Reply of(Object value, int depth) {
    if (value instanceof LuaString text) {
      return Reply.bulk(text.toBytes());
    } else if (value instanceof Double number) {
      return Reply.integer(LuaNumbers.toLong(number));
    } else if (value instanceof Boolean flag) {
      return rich ? new Reply.Bool(flag) : flag ? Reply.integer(1) : Reply.nil();
    } else if (value instanceof LuaTable table) {
      return table(table, depth);
    }
    return Reply.nil();
  }

  private Reply table(LuaTable table, int depth) {
    if (depth > MAX_DEPTH) {
      return new Reply.Failure("ERR reached lua stack limit");
    }
    if (table.get(ERR) instanceof LuaString error) {
      return new Reply.Failure(dev.redstart.engine.command.Errors.shown(error.toBytes()));
    }
    if (table.get(OK) instanceof LuaString status) {
      return new Reply.Simple(dev.redstart.engine.command.Errors.shown(status.toBytes()));
    }
    if (table.get("double") instanceof Double number) {
      return Reply.real(number);
    }
    Reply special = special(table, depth);
    return special == null ? list(table, depth) : special;
  }

  private @Nullable Reply special(LuaTable table, int depth) {
    if (table.get("map") instanceof LuaTable map) {
      return new Reply.Dict(entries(map, true, depth));
    }
    if (table.get("set") instanceof LuaTable set) {
      return new Reply.Distinct(entries(set, false, depth));
    }
    if (table.get("big_number") instanceof LuaString digits) {
      return new Reply.BigNumber(dev.redstart.engine.command.Errors.inLine(digits.toBytes()));
    }
    if (table.get("verbatim_string") instanceof LuaTable verbatim
        && verbatim.get("string") instanceof LuaString text
        && verbatim.get("format") instanceof LuaString format) {
      return new Reply.Verbatim(threeLetters(format), text.toBytes());
    }
    return null;
  }

  private static String threeLetters(LuaString format) {
    return (format.untilZero().toLatin() + "   ").substring(0, 3);
  }

  private List<Reply> entries(LuaTable table, boolean values, int depth) {
    List<Reply> entries = new ArrayList<>();
    for (int p = table.nextPlace(0); p >= 0; p = table.nextPlace(p + 1)) {
      entries.add(of(table.keyAt(p), depth + 1));
      if (values) {
        entries.add(of(table.valueAt(p), depth + 1));
      }
    }
    return entries;
  }

  private Reply list(LuaTable table, int depth) {
    List<Reply> items = new ArrayList<>();
    for (int i = 1; table.get(i) != NIL; i++) {
      items.add(of(table.get(i), depth + 1));
    }
    return Reply.array(items);
  }
}
