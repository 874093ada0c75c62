package dev.redstart.engine.scripting;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.scripting.lua.LuaState;
import dev.redstart.engine.scripting.lua.LuaString;
import dev.redstart.engine.scripting.lua.LuaTable;
import java.util.List;

/** What commands answer, as scripts see it. */
final class Answers {

  private static final LuaString OK = LuaString.of("ok");
  private static final LuaString OK_TEXT = LuaString.of("OK");
  private static final LuaString ERR = LuaString.of("err");
  private static final LuaString COUNTED = LuaString.of("ignore_error_stats_update");

  private final LuaState state;
  private final boolean rich;

  /**
   * @param rich as in RESP3
   */
  Answers(LuaState state, boolean rich) {
    this.state = state;
    this.rich = rich;
  }

  Object of(Reply reply) {
    if (reply instanceof Reply.Bulk bulk) {
      return LuaString.of(bulk.value());
    } else if (reply instanceof Reply.Int number) {
      return (double) number.value();
    } else if (reply == Reply.ok()) {
      return field(OK, OK_TEXT);
    } else if (reply instanceof Reply.Simple simple) {
      return field(OK, LuaString.of(simple.text()));
    } else if (reply instanceof Reply.Array array) {
      return list(array.items());
    } else if (reply instanceof Reply.Absent) {
      return rich ? NIL : (Object) false;
    } else if (reply instanceof Reply.Failure failure) {
      return countedError(failure);
    }
    return rare(reply);
  }

  private Object rare(Reply reply) {
    if (reply instanceof Reply.Dict dict) {
      return rich ? map(dict.flat()) : list(dict.flat());
    } else if (reply instanceof Reply.Pairs pairs) {
      return rich ? pairs(pairs.flat()) : list(pairs.flat());
    } else if (reply instanceof Reply.Keyed keyed) {
      return rich ? map(keyed.flat()) : pairs(keyed.flat());
    } else if (reply instanceof Reply.Distinct distinct) {
      return rich ? set(distinct.items()) : list(distinct.items());
    } else if (reply instanceof Reply.Real real) {
      return rich ? field(LuaString.of("double"), real.value()) : LuaString.of(real.written());
    } else if (reply instanceof Reply.Bool truth) {
      return rich ? (Object) truth.value() : (Object) (truth.value() ? 1.0 : 0.0);
    } else if (reply instanceof Reply.BigNumber number) {
      LuaString digits = LuaString.of(number.digits());
      return rich ? field(LuaString.of("big_number"), digits) : digits;
    } else if (reply instanceof Reply.Verbatim verbatim) {
      return verbatim(verbatim);
    } else if (reply instanceof Reply.Push push) {
      return list(push.items());
    } else if (reply instanceof Reply.Attributed attributed) {
      return of(attributed.reply());
    }
    return reply instanceof Reply.Several several ? of(several.replies().get(0)) : NIL;
  }

  /** An error as scripts see it: a table. */
  LuaTable error(String message) {
    return error(LuaString.of(message));
  }

  /** As {@link #error(String)}, byte by byte. */
  LuaTable error(LuaString message) {
    return field(ERR, message);
  }

  /** The error of a call, which was counted when that ended: it says so, as scripts may see. */
  LuaTable countedError(Reply.Failure failure) {
    LuaTable table = error(LuaString.of(failure.text()));
    table.put(COUNTED, true);
    return table;
  }

  /** True for the error of a call, in the script or as what it ends with. */
  static boolean isCounted(Object value) {
    return value instanceof LuaTable table && table.get(COUNTED) == Boolean.TRUE;
  }

  private LuaTable field(LuaString name, Object value) {
    LuaTable table = state.newTable(0, 1);
    table.put(name, value);
    return table;
  }

  private LuaTable list(List<Reply> items) {
    LuaTable table = state.newTable();
    int index = 0;
    for (Reply item : items) {
      index++;
      table.put(index, of(item));
    }
    return table;
  }

  private LuaTable pairs(List<Reply> flat) {
    LuaTable table = state.newTable();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      table.put(i / 2 + 1, list(flat.subList(i, i + 2)));
    }
    return table;
  }

  private LuaTable map(List<Reply> flat) {
    LuaTable map = state.newTable();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      map.put(of(flat.get(i)), of(flat.get(i + 1)));
    }
    return field(LuaString.of("map"), map);
  }

  private LuaTable set(List<Reply> items) {
    LuaTable set = state.newTable();
    for (Reply item : items) {
      set.put(of(item), true);
    }
    return field(LuaString.of("set"), set);
  }

  private Object verbatim(Reply.Verbatim verbatim) {
    LuaString text = LuaString.of(verbatim.text());
    if (!rich) {
      return text;
    }
    LuaTable inner = field(LuaString.of("string"), text);
    inner.put("format", LuaString.of(verbatim.format()));
    return field(LuaString.of("verbatim_string"), inner);
  }
}
