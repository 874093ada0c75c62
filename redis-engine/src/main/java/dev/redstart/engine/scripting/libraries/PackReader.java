package dev.redstart.engine.scripting.libraries;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

import dev.redstart.engine.scripting.lua.LuaError;
import dev.redstart.engine.scripting.lua.LuaNumbers;
import dev.redstart.engine.scripting.lua.LuaState;
import dev.redstart.engine.scripting.lua.LuaString;
import dev.redstart.engine.scripting.lua.LuaTable;

/** Reads values from MessagePack. */
final class PackReader {

  private static final int MAX_DEPTH = 200;

  private final LuaState state;
  private final LuaString text;
  private int at;
  private int depth;

  PackReader(LuaState state, LuaString text, int from) {
    this.state = state;
    this.text = text;
    this.at = from;
  }

  int position() {
    return at;
  }

  boolean more() {
    return at < text.length();
  }

  private void need(long count) {
    if (text.length() - at < count) {
      throw LuaError.at("Missing bytes in input.");
    }
  }

  private long bytes(int count) {
    need(count);
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | text.at(at++);
    }
    return value;
  }

  Object read() {
    need(1);
    int tag = text.at(at++);
    if (tag < 0x80) {
      return (double) tag;
    } else if (tag >= 0xe0) {
      return (double) (byte) tag;
    } else if (tag < 0x90) {
      return map(tag & 15);
    } else if (tag < 0xa0) {
      return array(tag & 15);
    } else if (tag < 0xc0) {
      return string(tag & 31);
    }
    return tagged(tag);
  }

  private Object tagged(int tag) {
    return switch (tag) {
      case 0xc0 -> NIL;
      case 0xc2 -> false;
      case 0xc3 -> true;
      case 0xca -> LuaNumbers.ofShortBits((int) bytes(4));
      case 0xcb -> LuaNumbers.ofBits(bytes(8));
      case 0xcc -> (double) bytes(1);
      case 0xcd -> (double) bytes(2);
      case 0xce -> (double) bytes(4);
      case 0xcf, 0xd3 -> (double) bytes(8);
      case 0xd0 -> (double) (byte) bytes(1);
      case 0xd1 -> (double) (short) bytes(2);
      case 0xd2 -> (double) (int) bytes(4);
      case 0xd9 -> string(bytes(1));
      case 0xda -> string(bytes(2));
      case 0xdb -> string(bytes(4));
      case 0xdc -> array(bytes(2));
      case 0xdd -> array(bytes(4));
      case 0xde -> map(bytes(2));
      case 0xdf -> map(bytes(4));
      default -> throw LuaError.at("Bad data format in input.");
    };
  }

  private Object string(long length) {
    need(length);
    int from = at;
    at += (int) length;
    return text.slice(from, at);
  }

  private void descend() {
    depth++;
    if (depth > MAX_DEPTH) {
      throw LuaError.at("too many nested tables in input");
    }
    state.poll();
  }

  private Object array(long length) {
    descend();
    LuaTable table = state.newTable();
    for (int i = 1; i <= length; i++) {
      table.put(i, read());
    }
    depth--;
    return table;
  }

  private Object map(long length) {
    descend();
    LuaTable table = state.newTable();
    for (long i = 0; i < length; i++) {
      Object key = read();
      Object value = read();
      if (key == NIL || (key instanceof Double number && number.isNaN())) {
        throw LuaError.plain(key == NIL ? "table index is nil" : "table index is NaN");
      }
      table.put(key, value);
    }
    depth--;
    return table;
  }
}
