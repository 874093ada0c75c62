package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.LosslessText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads users from lines of text: all of them, or a list of everything that is wrong. */
final class UserLines {

  private final String source;
  private final Supplier<Rules> none;
  private final Map<Bytes, Rules> users = new LinkedHashMap<>();
  private final StringBuilder errors = new StringBuilder();
  private boolean complained;

  /**
   * @param source what errors name as the place where the lines come from
   * @param none rules of a new user
   */
  UserLines(String source, Supplier<Rules> none) {
    this.source = source;
    this.none = none;
  }

  /** The users; only where {@link #errors} is empty. */
  Map<Bytes, Rules> users() {
    return users;
  }

  /** What is wrong, a sentence for each line, as {@link LosslessText}; empty where all is right. */
  String errors() {
    return errors.toString();
  }

  /** Reads {@code user <name> <rule>...}; empty lines mean nothing. */
  void read(int number, Bytes line) {
    List<Bytes> words = RuleWords.split(LosslessText.bytes(LosslessText.of(line).strip()));
    if (words.isEmpty()) {
      return;
    }
    if (words.size() < 2 || !words.get(0).equals(Bytes.of("user"))) {
      complain(number, " should start with user keyword followed by the username. ");
      return;
    }
    readUser(number, words.get(1), words.subList(2, words.size()));
  }

  private void readUser(int number, Bytes name, List<Bytes> words) {
    Rules rules = none.get();
    if (users.putIfAbsent(name, rules) != null) {
      errors
          .append("WARNING: Duplicate user '")
          .append(LosslessText.of(name))
          .append("' found on line ")
          .append(number)
          .append(". ");
      return;
    }
    try {
      for (Bytes rule : RuleWords.merge(words)) {
        take(number, rules, rule);
      }
    } catch (RuleWords.OpenSelector e) {
      complain(number, ": Unmatched parenthesis in selector definition.");
    }
  }

  private void take(int number, Rules rules, Bytes rule) {
    try {
      rules.take(rule);
    } catch (RuleException e) {
      String why = String.valueOf(e.getMessage());
      if (why.equals(RuleException.UNKNOWN_COMMAND)) {
        complain(
            number, ": Error in applying operation '" + LosslessText.of(rule) + "': " + why + ". ");
      } else if (!complained) {
        complained = true;
        complain(number, ": " + why + ". ");
      }
    }
  }

  private void complain(int number, String what) {
    errors.append(source).append(':').append(number).append(what);
  }
}
