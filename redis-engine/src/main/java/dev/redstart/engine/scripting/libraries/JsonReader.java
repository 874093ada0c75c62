package dev.redstart.engine.scripting.libraries;

import dev.redstart.engine.scripting.lua.Buffer;
import dev.redstart.engine.scripting.lua.LuaError;
import dev.redstart.engine.scripting.lua.LuaNumbers;
import dev.redstart.engine.scripting.lua.LuaState;
import dev.redstart.engine.scripting.lua.LuaString;
import dev.redstart.engine.scripting.lua.LuaTable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads one value of JSON. */
final class JsonReader {

  /** What the text is made of, under the names that errors give. */
  private enum Kind {
    T_OBJ_BEGIN,
    T_OBJ_END,
    T_ARR_BEGIN,
    T_ARR_END,
    T_STRING,
    T_NUMBER,
    T_BOOLEAN,
    T_NULL,
    T_COLON,
    T_COMMA,
    T_END,
    T_ERROR
  }

  private final LuaState state;
  private final JsonSettings settings;
  private final byte[] text;
  private int at;
  private int depth;

  private Kind kind = Kind.T_END;
  private int start;
  private Object value = false;
  private String problem = "";

  JsonReader(LuaState state, JsonSettings settings, LuaString text) {
    this.state = state;
    this.settings = settings;
    this.text = text.shared();
  }

  Object read() {
    if (text.length >= 2 && (text[0] == 0 || text[1] == 0)) {
      throw LuaError.at("JSON parser does not support UTF-16 or UTF-32");
    }
    next();
    Object result = value();
    next();
    if (kind != Kind.T_END) {
      throw expected("the end");
    }
    return result;
  }

  private LuaError expected(String what) {
    String found = kind == Kind.T_ERROR ? problem : kind.name();
    return LuaError.at("Expected " + what + " but found " + found + " at character " + (start + 1));
  }

  // ---- values

  private Object value() {
    return switch (kind) {
      case T_STRING, T_NUMBER, T_BOOLEAN -> value;
      case T_NULL -> JsonNull.NULL;
      case T_OBJ_BEGIN -> object();
      case T_ARR_BEGIN -> array();
      default -> throw expected("value");
    };
  }

  private void descend() {
    depth++;
    if (depth > settings.decodeDepth) {
      throw LuaError.at("Found too many nested data structures (" + depth + ") at character " + at);
    }
    state.poll();
  }

  private Object object() {
    descend();
    LuaTable table = state.newTable();
    next();
    if (kind == Kind.T_OBJ_END) {
      depth--;
      return table;
    }
    while (true) {
      if (kind != Kind.T_STRING) {
        throw expected("object key string");
      }
      Object key = value;
      next();
      if (kind != Kind.T_COLON) {
        throw expected("colon");
      }
      next();
      table.put(key, value());
      next();
      if (kind == Kind.T_OBJ_END) {
        depth--;
        return table;
      }
      if (kind != Kind.T_COMMA) {
        throw expected("comma or object end");
      }
      next();
    }
  }

  private Object array() {
    descend();
    LuaTable table = state.newTable();
    next();
    if (kind == Kind.T_ARR_END) {
      depth--;
      return table;
    }
    for (int i = 1; ; i++) {
      table.put(i, value());
      next();
      if (kind == Kind.T_ARR_END) {
        depth--;
        return table;
      }
      if (kind != Kind.T_COMMA) {
        throw expected("comma or array end");
      }
      next();
    }
  }

  // ---- tokens

  private int peek(int distance) {
    return at + distance < text.length ? text[at + distance] & 0xff : 0;
  }

  private void next() {
    while (peek(0) == ' ' || peek(0) == '\n' || peek(0) == '\t' || peek(0) == '\r') {
      at++;
    }
    start = at;
    switch (peek(0)) {
      case '{' -> single(Kind.T_OBJ_BEGIN);
      case '}' -> single(Kind.T_OBJ_END);
      case '[' -> single(Kind.T_ARR_BEGIN);
      case ']' -> single(Kind.T_ARR_END);
      case ':' -> single(Kind.T_COLON);
      case ',' -> single(Kind.T_COMMA);
      case 0 -> kind = Kind.T_END;
      case '"' -> string();
      default -> other();
    }
  }

  private void single(Kind newKind) {
    kind = newKind;
    at++;
  }

  private void other() {
    int c = peek(0);
    if (c == '-' || (c >= '0' && c <= '9')) {
      if (!settings.decodeInvalid && isInvalidNumber()) {
        fail("invalid number");
      } else {
        number();
      }
    } else if (word("true")) {
      kind = Kind.T_BOOLEAN;
      value = true;
    } else if (word("false")) {
      kind = Kind.T_BOOLEAN;
      value = false;
    } else if (word("null")) {
      kind = Kind.T_NULL;
    } else if (settings.decodeInvalid && "+iInN".indexOf(c) >= 0 && isInvalidNumber()) {
      number();
    } else {
      fail("invalid token");
    }
  }

  private void fail(String newProblem) {
    kind = Kind.T_ERROR;
    problem = newProblem;
    start = at;
  }

  private boolean word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (peek(i) != word.charAt(i)) {
        return false;
      }
    }
    at += word.length();
    return true;
  }

  /** True for what C takes for a number but JSON doesn't. */
  private boolean isInvalidNumber() {
    if (peek(0) == '+') {
      return true;
    }
    int p = peek(0) == '-' ? 1 : 0;
    if (peek(p) == '0') {
      int c = peek(p + 1);
      return c == 'x' || c == 'X' || (c >= '0' && c <= '9');
    }
    return peek(p) > '9' && (letters(p, "inf") || letters(p, "nan"));
  }

  private boolean letters(int from, String word) {
    for (int i = 0; i < word.length(); i++) {
      if ((peek(from + i) | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void number() {
    LuaNumbers.Prefix number = LuaNumbers.prefix(text, at);
    if (number == null) {
      fail("invalid number");
      return;
    }
    kind = Kind.T_NUMBER;
    value = number.number();
    at = number.end();
  }

  // ---- strings

  private void string() {
    at++;
    Buffer out = new Buffer(state);
    int done = at;
    while (peek(0) != '"') {
      if (peek(0) == 0) {
        fail("unexpected end of string");
        return;
      }
      if (peek(0) != '\\') {
        at++;
        continue;
      }
      out.add(text, done, at);
      String failure = escape(out);
      if (failure != null) {
        fail(failure);
        return;
      }
      done = at;
    }
    out.add(text, done, at);
    at++;
    kind = Kind.T_STRING;
    value = out.toText();
  }

  private @Nullable String escape(Buffer out) {
    int c = peek(1);
    if (c == 'u') {
      return unicode(out) ? null : "invalid unicode escape code";
    }
    int letter = "\"\\/bfnrt".indexOf(c);
    if (letter < 0 || c == 0) {
      return "invalid escape code";
    }
    out.add("\"\\/\b\f\n\r\t".charAt(letter));
    at += 2;
    return null;
  }

  private boolean unicode(Buffer out) {
    int point = hex(2);
    int length = 6;
    if (point < 0) {
      return false;
    }
    if ((point & 0xf800) == 0xd800) {
      int low = peek(6) == '\\' && peek(7) == 'u' ? hex(8) : -1;
      if ((point & 0x400) != 0 || low < 0 || (low & 0xfc00) != 0xdc00) {
        return false;
      }
      point = ((point & 0x3ff) << 10 | (low & 0x3ff)) + 0x10000;
      length = 12;
    }
    byte[] encoded = Character.toString(point).getBytes(StandardCharsets.UTF_8);
    out.add(encoded, 0, encoded.length);
    at += length;
    return true;
  }

  private int hex(int distance) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = peek(distance + i) < 128 ? Character.digit(peek(distance + i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }
}
