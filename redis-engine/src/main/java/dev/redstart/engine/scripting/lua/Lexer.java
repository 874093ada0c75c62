package dev.redstart.engine.scripting.lua;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts a chunk into tokens, one ahead of what the parser looks at. */
final class Lexer {

  private static final int END = -1;

  private final byte[] source;
  private final ChunkName chunk;
  private final Map<LuaString, LuaString> known = new HashMap<>();
  private int at;

  /** Where the text of the token begins that is being read, for messages. */
  private int start;

  int kind;
  LuaString text = LuaString.EMPTY;
  double number;
  int line = 1;

  /** The line of the token before the current one. */
  int lastLine = 1;

  private int aheadKind = -1;
  private LuaString aheadText = LuaString.EMPTY;
  private double aheadNumber;
  private int shownFrom;
  private int shownTo;

  Lexer(byte[] source, ChunkName chunk) {
    this.source = source;
    this.chunk = chunk;
  }

  ChunkName chunk() {
    return chunk;
  }

  // ---- for the parser

  void next() {
    lastLine = line;
    if (aheadKind >= 0) {
      kind = aheadKind;
      text = aheadText;
      number = aheadNumber;
      aheadKind = -1;
    } else {
      kind = read();
    }
  }

  /** The kind of the token after the current one. */
  int ahead() {
    int currentKind = kind;
    LuaString currentText = text;
    double currentNumber = number;
    aheadKind = read();
    aheadText = text;
    aheadNumber = number;
    kind = currentKind;
    text = currentText;
    number = currentNumber;
    return aheadKind;
  }

  /** An error near the current token. */
  LuaError syntaxError(String message) {
    return error(message, kind);
  }

  /** An error without a place in the line. */
  LuaError plainError(String message) {
    return LuaError.of(LuaString.latin(chunk.position(line) + message), 0);
  }

  private LuaError error(String message, int near) {
    if (near == 0) {
      return plainError(message);
    }
    String shown =
        near == Token.NAME || near == Token.STRING || near == Token.NUMBER
            ? LuaString.wrap(Arrays.copyOfRange(source, shownFrom, shownTo)).untilZero().toLatin()
            : Token.show(near);
    return plainError(message + " near '" + shown + "'");
  }

  private LuaError errorHere(String message, int near) {
    shownFrom = start;
    shownTo = at;
    return error(message, near);
  }

  // ---- reading

  private int peek() {
    return at < source.length ? source[at] & 0xff : END;
  }

  private int peek(int distance) {
    return at + distance < source.length ? source[at + distance] & 0xff : END;
  }

  private int read() {
    while (true) {
      int c = peek();
      start = at;
      switch (c) {
        case '\n', '\r' -> newLine();
        case ' ', '\t', 11, 12 -> at++;
        case '-' -> {
          if (peek(1) != '-') {
            return single(c);
          }
          skipComment();
        }
        case END -> {
          return Token.EOS;
        }
        default -> {
          return token(c);
        }
      }
    }
  }

  private int token(int c) {
    return switch (c) {
      case '[' -> bracket();
      case '=' -> doubled('=', Token.EQ);
      case '<' -> doubled('<', Token.LE);
      case '>' -> doubled('>', Token.GE);
      case '~' -> doubled('~', Token.NE);
      case '"', '\'' -> string(c);
      case '.' -> dots();
      default -> other(c);
    };
  }

  private int other(int c) {
    if (isDigit(c)) {
      return numeral();
    }
    if (isLetter(c)) {
      return word();
    }
    return single(c);
  }

  private int single(int c) {
    at++;
    return c;
  }

  private int doubled(int c, int kindOfBoth) {
    at++;
    if (peek() != '=') {
      return c;
    }
    at++;
    return kindOfBoth;
  }

  private int dots() {
    if (peek(1) == '.') {
      if (peek(2) == '.') {
        at += 3;
        return Token.DOTS;
      }
      at += 2;
      return Token.CONCAT;
    }
    return isDigit(peek(1)) ? numeral() : single('.');
  }

  private void newLine() {
    int old = peek();
    at++;
    int c = peek();
    if ((c == '\n' || c == '\r') && c != old) {
      at++;
    }
    line++;
  }

  private int word() {
    while (isLetter(peek()) || isDigit(peek())) {
      at++;
    }
    return shown(intern(start, at));
  }

  private int shown(LuaString word) {
    text = word;
    shownFrom = start;
    shownTo = at;
    return Token.kindOf(word);
  }

  private LuaString intern(int from, int to) {
    return intern(LuaString.wrap(Arrays.copyOfRange(source, from, to)));
  }

  private LuaString intern(LuaString word) {
    LuaString before = known.get(word);
    if (before != null) {
      return before;
    }
    LuaString name = LuaString.known(word);
    known.put(name, name);
    return name;
  }

  private int numeral() {
    while (isDigit(peek()) || peek() == '.') {
      at++;
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
    }
    while (isLetter(peek()) || isDigit(peek())) {
      at++;
    }
    Double value = LuaNumbers.parse(LuaString.wrap(Arrays.copyOfRange(source, start, at)));
    if (value == null) {
      throw errorHere("malformed number", Token.NUMBER);
    }
    number = value;
    shownFrom = start;
    shownTo = at;
    return Token.NUMBER;
  }

  // ---- long brackets

  /** How many equals signs a long bracket has that begins here; negative where it is none. */
  private int level() {
    int i = 1;
    while (peek(i) == '=') {
      i++;
    }
    return peek(i) == peek() ? i - 1 : -i;
  }

  private int bracket() {
    int level = level();
    if (level >= 0) {
      text = longText(level, false);
      shownFrom = start;
      shownTo = at;
      return Token.STRING;
    }
    if (level == -1) {
      return single('[');
    }
    at += -level;
    throw errorHere("invalid long string delimiter", Token.STRING);
  }

  private void skipComment() {
    at += 2;
    if (peek() == '[') {
      int level = level();
      if (level >= 0) {
        longText(level, true);
        return;
      }
    }
    while (peek() != END && peek() != '\n' && peek() != '\r') {
      at++;
    }
  }

  private LuaString longText(int level, boolean comment) {
    at += level + 2;
    if (peek() == '\n' || peek() == '\r') {
      newLine();
    }
    byte[] out = comment ? new byte[0] : new byte[Math.min(source.length - at, 256)];
    int length = 0;
    while (true) {
      int c = peek();
      if (c == END) {
        throw errorHere(comment ? "unfinished long comment" : "unfinished long string", Token.EOS);
      }
      if (c == ']' && level() == level) {
        at += level + 2;
        return comment ? LuaString.EMPTY : intern(LuaString.wrap(Arrays.copyOf(out, length)));
      }
      if (c == '[' && level == 0 && level() == 0) {
        at += 2;
        throw errorHere("nesting of [[...]] is deprecated", '[');
      }
      if (c == '\n' || c == '\r') {
        newLine();
        c = '\n';
      } else {
        at++;
      }
      if (!comment) {
        out = length == out.length ? Arrays.copyOf(out, length * 2 + 16) : out;
        out[length++] = (byte) c;
      }
    }
  }

  // ---- strings

  private int string(int quote) {
    at++;
    byte[] out = new byte[16];
    int length = 0;
    while (peek() != quote) {
      int c = peek();
      if (c == END) {
        throw errorHere("unfinished string", Token.EOS);
      }
      if (c == '\n' || c == '\r') {
        throw error("unfinished string", quote, out, length);
      }
      if (c == '\\') {
        at++;
        c = escaped();
        if (c > 255) {
          throw error("escape sequence too large", quote, out, length);
        }
        if (c == END) {
          continue;
        }
      } else {
        at++;
      }
      out = length == out.length ? Arrays.copyOf(out, length * 2) : out;
      out[length++] = (byte) c;
    }
    at++;
    text = intern(LuaString.wrap(Arrays.copyOf(out, length)));
    shownFrom = start;
    shownTo = at;
    return Token.STRING;
  }

  /** An error near a string, of which {@code length} bytes were read. */
  private LuaError error(String message, int quote, byte[] read, int length) {
    LuaString text = LuaString.wrap(Arrays.copyOf(read, length)).untilZero();
    return plainError(message + " near '" + (char) quote + text.toLatin() + "'");
  }

  /** What stands behind a backslash; nothing where that is the chunk's end. */
  private int escaped() {
    int c = peek();
    if (c == END) {
      return END;
    }
    if (c == '\n' || c == '\r') {
      newLine();
      return '\n';
    }
    if (isDigit(c)) {
      int value = 0;
      for (int i = 0; i < 3 && isDigit(peek()); i++) {
        value = value * 10 + peek() - '0';
        at++;
      }
      return value;
    }
    at++;
    int letter = "abfnrtv".indexOf(c);
    return letter < 0 ? c : "\u0007\b\f\n\r\t\u000b".charAt(letter);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  /** The text of the current name, null where it is none. */
  @Nullable LuaString name() {
    return kind == Token.NAME ? text : null;
  }
}
