package dev.redstart.engine.scripting.lua;

import java.util.HashMap;
import java.util.Map;

/** What a chunk is made of. Single characters are tokens, too: their kind is their code. */
final class Token {

  static final int EOS = 256;
  static final int NAME = 257;
  static final int STRING = 258;
  static final int NUMBER = 259;
  static final int CONCAT = 260;
  static final int DOTS = 261;
  static final int EQ = 262;
  static final int GE = 263;
  static final int LE = 264;
  static final int NE = 265;
  static final int AND = 266;
  static final int BREAK = 267;
  static final int DO = 268;
  static final int ELSE = 269;
  static final int ELSEIF = 270;
  static final int END = 271;
  static final int FALSE = 272;
  static final int FOR = 273;
  static final int FUNCTION = 274;
  static final int IF = 275;
  static final int IN = 276;
  static final int LOCAL = 277;
  static final int NIL = 278;
  static final int NOT = 279;
  static final int OR = 280;
  static final int REPEAT = 281;
  static final int RETURN = 282;
  static final int THEN = 283;
  static final int TRUE = 284;
  static final int UNTIL = 285;
  static final int WHILE = 286;

  private static final String[] WORDS = {
    "<eof>", "<name>", "<string>", "<number>", "..", "...", "==", ">=", "<=", "~=", "and", "break",
    "do", "else", "elseif", "end", "false", "for", "function", "if", "in", "local", "nil", "not",
    "or", "repeat", "return", "then", "true", "until", "while"
  };
  private static final Map<LuaString, Integer> RESERVED = new HashMap<>();

  static {
    for (int kind = AND; kind <= WHILE; kind++) {
      RESERVED.put(LuaString.of(WORDS[kind - EOS]), kind);
    }
  }

  private Token() {}

  /** The kind of a word: {@link #NAME}, or that of the reserved word that it is. */
  static int kindOf(LuaString word) {
    return RESERVED.getOrDefault(word, NAME);
  }

  /** How messages show a token that has no text of its own. */
  static String show(int kind) {
    if (kind >= EOS) {
      return WORDS[kind - EOS];
    }
    boolean control = kind < 32 || kind == 127;
    return control ? "char(" + kind + ")" : String.valueOf((char) kind);
  }
}
