package dev.redstart.engine.scripting.libraries;

import dev.redstart.engine.scripting.lua.Buffer;
import dev.redstart.engine.scripting.lua.LuaNumbers;
import dev.redstart.engine.scripting.lua.LuaState;
import dev.redstart.engine.scripting.lua.LuaString;
import dev.redstart.engine.scripting.lua.LuaTable;

/** Writes values as MessagePack. */
final class PackWriter {

  private static final int MAX_DEPTH = 16;
  private static final int NIL_BYTE = 0xc0;

  private final LuaState state;
  private final Buffer out;

  PackWriter(LuaState state) {
    this.state = state;
    this.out = new Buffer(state);
  }

  LuaString text() {
    return out.toText();
  }

  void write(Object value) {
    write(value, 0);
  }

  private void write(Object value, int depth) {
    if (value instanceof LuaString text) {
      string(text);
    } else if (value instanceof Boolean flag) {
      out.add(flag ? 0xc3 : 0xc2);
    } else if (value instanceof Double number) {
      number(number);
    } else if (value instanceof LuaTable table && depth < MAX_DEPTH) {
      state.poll();
      table(table, depth);
    } else {
      out.add(NIL_BYTE);
    }
  }

  private void bytes(long value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      out.add((int) (value >>> (8 * i)) & 0xff);
    }
  }

  private void string(LuaString text) {
    int length = text.length();
    if (length < 32) {
      out.add(0xa0 | length);
    } else {
      sized(0xd9, 0xda, 0xdb, length);
    }
    out.add(text);
  }

  private void sized(int one, int two, int four, int length) {
    if (one != 0 && length <= 0xff) {
      out.add(one);
      bytes(length, 1);
    } else if (length <= 0xffff) {
      out.add(two);
      bytes(length, 2);
    } else {
      out.add(four);
      bytes(length, 4);
    }
  }

  private void number(double number) {
    long whole = (long) number;
    if (whole == number && number < 0x1p63) {
      integer(whole);
    } else if ((float) number == number) {
      out.add(0xca);
      bytes(Float.floatToRawIntBits((float) number), 4);
    } else {
      out.add(0xcb);
      bytes(LuaNumbers.bits(number), 8);
    }
  }

  private void integer(long n) {
    if (n >= 0) {
      if (n <= 127) {
        out.add((int) n);
      } else if (n <= 0xff) {
        tagged(0xcc, n, 1);
      } else if (n <= 0xffff) {
        tagged(0xcd, n, 2);
      } else if (n <= 0xffffffffL) {
        tagged(0xce, n, 4);
      } else {
        tagged(0xcf, n, 8);
      }
    } else if (n >= -32) {
      out.add((int) n & 0xff);
    } else if (n >= -128) {
      tagged(0xd0, n, 1);
    } else if (n >= -32768) {
      tagged(0xd1, n, 2);
    } else if (n >= Integer.MIN_VALUE) {
      tagged(0xd2, n, 4);
    } else {
      tagged(0xd3, n, 8);
    }
  }

  private void tagged(int tag, long n, int count) {
    out.add(tag);
    bytes(n, count);
  }

  private void table(LuaTable table, int depth) {
    int count = 0;
    double max = 0;
    boolean array = true;
    for (int p = table.nextPlace(0); p >= 0; p = table.nextPlace(p + 1)) {
      count++;
      if (array && table.keyAt(p) instanceof Double key && key > 0 && Math.floor(key) == key) {
        max = Math.max(max, key);
      } else {
        array = false;
      }
    }
    if (array && max == count) {
      array(table, count, depth);
    } else {
      map(table, count, depth);
    }
  }

  private void array(LuaTable table, int count, int depth) {
    if (count <= 15) {
      out.add(0x90 | count);
    } else {
      sized(0, 0xdc, 0xdd, count);
    }
    for (int i = 1; i <= count; i++) {
      write(table.get(i), depth + 1);
    }
  }

  private void map(LuaTable table, int count, int depth) {
    if (count <= 15) {
      out.add(0x80 | count);
    } else {
      sized(0, 0xde, 0xdf, count);
    }
    for (int p = table.nextPlace(0); p >= 0; p = table.nextPlace(p + 1)) {
      write(table.keyAt(p), depth + 1);
      write(table.valueAt(p), depth + 1);
    }
  }
}
