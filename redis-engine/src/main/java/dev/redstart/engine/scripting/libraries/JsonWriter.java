package dev.redstart.engine.scripting.libraries;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

import dev.redstart.engine.scripting.lua.Buffer;
import dev.redstart.engine.scripting.lua.LuaError;
import dev.redstart.engine.scripting.lua.LuaNumbers;
import dev.redstart.engine.scripting.lua.LuaState;
import dev.redstart.engine.scripting.lua.LuaString;
import dev.redstart.engine.scripting.lua.LuaTable;
import dev.redstart.engine.scripting.lua.TypeNames;

/** Writes one value as JSON. */
final class JsonWriter {

  private static final byte[] HEX =
      "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private final LuaState state;
  private final JsonSettings settings;
  private final Buffer out;

  JsonWriter(LuaState state, JsonSettings settings) {
    this.state = state;
    this.settings = settings;
    this.out = new Buffer(state);
  }

  LuaString write(Object value) {
    value(value, 0);
    return out.toText();
  }

  private void value(Object value, int depth) {
    if (value instanceof LuaString text) {
      text(text);
    } else if (value instanceof Double number) {
      number(number);
    } else if (value instanceof Boolean flag) {
      out.add(flag ? "true" : "false");
    } else if (value instanceof LuaTable table) {
      table(table, depth + 1);
    } else if (value == NIL || value == JsonNull.NULL) {
      out.add("null");
    } else {
      throw cannot(TypeNames.of(value), "type not supported");
    }
  }

  private static LuaError cannot(String type, String why) {
    return LuaError.at("Cannot serialise " + type + ": " + why);
  }

  private void number(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      if (settings.encodeInvalidAsNull) {
        out.add("null");
        return;
      }
      if (!settings.encodeInvalid) {
        throw cannot("number", "must not be NaN or Inf");
      }
    }
    out.add(settings.precision == 14 ? LuaNumbers.print(number) : precise(number));
  }

  private LuaString precise(double number) {
    return LuaNumbers.print(number, settings.precision);
  }

  // ---- texts

  private void text(LuaString text) {
    out.add('"');
    byte[] bytes = text.shared();
    int done = 0;
    for (int i = 0; i < bytes.length; i++) {
      int c = bytes[i];
      if ((c >= 0 && c < 32) || c == '"' || c == '\\' || c == '/' || c == 127) {
        out.add(bytes, done, i);
        escape(c);
        done = i + 1;
      }
    }
    out.add(bytes, done, bytes.length);
    out.add('"');
  }

  private void escape(int c) {
    int letter = "\b\t\n\f\r\"\\/".indexOf(c);
    if (letter >= 0) {
      out.add('\\').add("btnfr\"\\/".charAt(letter));
    } else {
      out.add("\\u00").add(HEX[c >> 4]).add(HEX[c & 15]);
    }
  }

  // ---- tables

  private void table(LuaTable table, int depth) {
    if (depth > settings.encodeDepth) {
      throw LuaError.at("Cannot serialise, excessive nesting (" + depth + ")");
    }
    state.poll();
    int length = arrayLength(table);
    if (length > 0) {
      array(table, length, depth);
    } else {
      object(table, depth);
    }
  }

  /** The length of the array that the table is, −1 where it is none. */
  private int arrayLength(LuaTable table) {
    double max = 0;
    int count = 0;
    for (int p = table.nextPlace(0); p >= 0; p = table.nextPlace(p + 1)) {
      if (!(table.keyAt(p) instanceof Double key) || key < 1 || Math.floor(key) != key) {
        return -1;
      }
      max = Math.max(max, key);
      count++;
    }
    boolean sparse =
        settings.sparseRatio > 0
            && max > (double) count * settings.sparseRatio
            && max > settings.sparseSafe;
    if (sparse) {
      if (!settings.sparseConvert) {
        throw cannot("table", "excessively sparse array");
      }
      return -1;
    }
    return (int) Math.min(max, Integer.MAX_VALUE);
  }

  private void array(LuaTable table, int length, int depth) {
    out.add('[');
    for (int i = 1; i <= length; i++) {
      if (i > 1) {
        out.add(',');
      }
      value(table.get(i), depth);
    }
    out.add(']');
  }

  private void object(LuaTable table, int depth) {
    out.add('{');
    boolean first = true;
    for (int p = table.nextPlace(0); p >= 0; p = table.nextPlace(p + 1)) {
      if (!first) {
        out.add(',');
      }
      first = false;
      key(table.keyAt(p));
      out.add(':');
      value(table.valueAt(p), depth);
    }
    out.add('}');
  }

  private void key(Object key) {
    if (key instanceof LuaString text) {
      text(text);
    } else if (key instanceof Double number) {
      out.add('"');
      number(number);
      out.add('"');
    } else {
      throw cannot(TypeNames.of(key), "table key must be a number or string");
    }
  }
}
