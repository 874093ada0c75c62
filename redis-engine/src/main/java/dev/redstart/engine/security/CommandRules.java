package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.LosslessText;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.Flag;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which commands a selector allows. Changed while rules are read, by one thread; not any more once
 * it is in use.
 */
final class CommandRules {

  private final CommandTable table;
  private final BitSet allowed;
  private final Map<Integer, List<Bytes>> firstArguments;
  private final List<String> said;

  /** True where also what is yet to come would be allowed: the last word on all commands. */
  private boolean future;

  private boolean everything;

  /** Nothing. */
  CommandRules(CommandTable table) {
    this.table = table;
    this.allowed = new BitSet(table.size());
    this.firstArguments = new HashMap<>(0);
    this.said = new ArrayList<>(0);
  }

  CommandRules(CommandRules like) {
    this.table = like.table;
    this.allowed = (BitSet) like.allowed.clone();
    this.firstArguments = new HashMap<>(like.firstArguments);
    this.said = new ArrayList<>(like.said);
    this.future = like.future;
    this.everything = like.everything;
  }

  /** True where no command is forbidden. */
  boolean everything() {
    return everything;
  }

  boolean allows(Command command, Bytes[] args) {
    if (everything || command.has(Flag.NO_AUTH) || allowed.get(command.index())) {
      return true;
    }
    List<Bytes> words = firstArguments.get(command.index());
    return words != null && args.length > 1 && words.contains(lower(args[1]));
  }

  /** What a rule allows as the first argument of a command, in lower case. */
  private void allowWith(Command command, Bytes word) {
    List<Bytes> words = new ArrayList<>(firstArguments.getOrDefault(command.index(), List.of()));
    words.add(word);
    firstArguments.put(command.index(), words);
  }

  /** All commands, or none. */
  void all(boolean allow) {
    allowed.set(0, table.size(), allow);
    firstArguments.clear();
    said.clear();
    future = allow;
    everything = allow;
  }

  /** Takes what follows a plus ({@code allow}) or a minus. */
  void take(Bytes rule, boolean allow) throws RuleException {
    String what = LosslessText.of(RuleWords.upToZero(rule));
    if (what.equalsIgnoreCase("@all")) {
      all(allow);
    } else if (what.startsWith("@")) {
      category(what.substring(1).toLowerCase(Locale.ROOT), allow);
    } else {
      Command command = table.find(what);
      if (command != null) {
        set(command, allow);
        say(command.name(), allow);
      } else if (allow && what.indexOf('|') >= 0) {
        firstArgument(what);
      } else {
        throw new RuleException(RuleException.UNKNOWN_COMMAND);
      }
    }
  }

  /** The rules that lead here from nothing. */
  Bytes rules() {
    StringBuilder text = new StringBuilder(future ? "+@all" : "-@all");
    said.forEach(rule -> text.append(' ').append(rule));
    return LosslessText.bytes(text.toString());
  }

  private void category(String name, boolean allow) throws RuleException {
    if (!AclCategories.ALL.contains(name)) {
      throw new RuleException(RuleException.UNKNOWN_COMMAND);
    }
    for (Command command : table.all()) {
      setWhereIn(name, command, allow);
      command.subcommands().forEach(sub -> setWhereIn(name, sub, allow));
    }
    say("@" + name, allow);
  }

  private void setWhereIn(String category, Command command, boolean allow) {
    if (command.categories().contains(category)) {
      setOne(command, allow);
    }
  }

  private void set(Command command, boolean allow) {
    setOne(command, allow);
    command.subcommands().forEach(sub -> setOne(sub, allow));
  }

  private void setOne(Command command, boolean allow) {
    allowed.set(command.index(), allow);
    firstArguments.remove(command.index());
    if (!allow) {
      everything = false;
    }
  }

  /** Allows a command with one first argument only, which is no subcommand. */
  private void firstArgument(String what) throws RuleException {
    int bar = what.lastIndexOf('|');
    Bytes word = lower(LosslessText.bytes(what.substring(bar + 1)));
    Command command = table.find(what.substring(0, bar));
    if (command == null || !command.subcommands().isEmpty()) {
      throw new RuleException(RuleException.UNKNOWN_COMMAND);
    }
    if (command.name().indexOf('|') >= 0) {
      throw new RuleException(RuleException.SUBCOMMAND_ARGUMENT);
    }
    if (word.isEmpty()) {
      throw new RuleException(RuleException.SYNTAX);
    }
    allowWith(command, word);
    say(command.name() + "|" + LosslessText.of(word), true);
  }

  /** Only ASCII letters have two cases: arguments need be no text. */
  private static Bytes lower(Bytes word) {
    byte[] letters = word.toArray();
    for (int i = 0; i < letters.length; i++) {
      letters[i] = Ascii.lower(letters[i]);
    }
    return Bytes.wrap(letters);
  }

  /** Notes a rule, and forgets those that it makes void. */
  private void say(String what, boolean allow) {
    said.removeIf(
        rule -> rule.substring(1).equals(what) || rule.substring(1).startsWith(what + "|"));
    said.add((allow ? "+" : "-") + what);
  }
}
