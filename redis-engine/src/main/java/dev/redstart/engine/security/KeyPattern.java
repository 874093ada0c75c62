package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Glob;
import java.util.Locale;

/** Keys of a user, and what it may do with them. */
record KeyPattern(boolean reads, boolean writes, Bytes text, Glob glob) {

  /** Reads a rule that begins with a tilde or a percent sign. */
  static KeyPattern parse(Bytes rule) throws RuleException {
    if (rule.at(0) == '~') {
      return of(true, true, rule.slice(1, rule.length()));
    }
    int tilde = rule.toString().indexOf('~');
    Bytes rights = rule.slice(1, tilde < 0 ? rule.length() : tilde);
    boolean reads =
        switch (rights.toString().toUpperCase(Locale.ROOT)) {
          case "R" -> true;
          case "W" -> false;
          case "RW", "WR" -> true;
          default -> throw new RuleException(RuleException.SYNTAX);
        };
    boolean writes = !rights.is("R");
    return of(reads, writes, tilde < 0 ? Bytes.EMPTY : afterTilde(rule, rights));
  }

  private static Bytes afterTilde(Bytes rule, Bytes rights) {
    return rule.slice(rights.length() + 2, rule.length());
  }

  private static KeyPattern of(boolean reads, boolean writes, Bytes pattern) {
    return new KeyPattern(reads, writes, pattern, Glob.of(pattern));
  }

  /** True where all keys may be read and written. */
  boolean isEverything() {
    return reads && writes && glob.isEverything();
  }

  boolean readsEverything() {
    return reads && glob.isEverything();
  }

  /** The rights of both. */
  KeyPattern and(KeyPattern same) {
    return new KeyPattern(reads || same.reads, writes || same.writes, text, glob);
  }

  boolean allows(Bytes key, boolean read, boolean write) {
    return (reads || !read) && (writes || !write) && (glob.isEverything() || glob.matches(key));
  }

  /** As a rule. */
  Bytes rule() {
    String rights = reads && writes ? "~" : reads ? "%R~" : "%W~";
    return Bytes.join(Bytes.of(rights), text);
  }
}
