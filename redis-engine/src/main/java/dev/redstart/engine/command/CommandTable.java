package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands of one engine. Filled while it is built, then immutable and open to any thread. */
public final class CommandTable {

  /*
   * Declarations are collected first, since what is said after the line (`.fast()`) comes after the call that declares it;
   * `freeze` makes commands of them. Look-ups by bytes go through a table of open addressing, by a hash of the length and
   * three letters; callers write names in capitals or in small letters, which the JVM compares many bytes at a time.
   */

  /** What capitals and small letters have in common. */
  private static final int LETTER = 0xdf;

  private final List<Declaration> declarations = new ArrayList<>();
  private final Map<String, Command> byName = new LinkedHashMap<>();
  private final Map<String, String> renamed = new LinkedHashMap<>();
  private @Nullable Command[] slots = new Command[0];
  private byte[][] lowerNames = new byte[0][];
  private byte[][] upperNames = new byte[0][];
  private int count;

  /**
   * A family of commands.
   *
   * @param group the group of COMMAND DOCS
   * @param category the ACL category without the at sign, empty where there is none
   * @param eventClass the letter of notify-keyspace-events
   */
  public Family family(String group, String category, char eventClass) {
    return new Family(this, group, category, eventClass);
  }

  Declaration declare(Declaration declaration) {
    declarations.add(declaration);
    return declaration;
  }

  /**
   * Lets callers use another name for a command, and the old one no more. Rules of users, COMMAND
   * and INFO go on with the old one.
   *
   * @param newName empty where nobody may call the command at all
   */
  public void rename(String oldName, String newName) {
    renamed.put(oldName.toLowerCase(Locale.ROOT), newName.toLowerCase(Locale.ROOT));
  }

  /** Ends the declarations. */
  public void freeze() {
    List<Command> subcommands = new ArrayList<>();
    for (Declaration declaration : declarations) {
      Command command = new Command(declaration, count++);
      if (declaration.syntax().words().size() == 2) {
        subcommands.add(command);
      } else if (byName.putIfAbsent(command.name(), command) != null) {
        throw new IllegalStateException("declared twice: " + command.name());
      }
    }
    for (Command subcommand : oldestFirst(subcommands)) {
      int bar = subcommand.name().indexOf('|');
      String parent = subcommand.name().substring(0, bar);
      container(parent, subcommand).addSubcommand(subcommand.name().substring(bar + 1), subcommand);
    }
    declarations.clear();
    byName.values().forEach(this::addHelp);
    index();
  }

  /** All commands, without their subcommands, in the order of their declaration. */
  public Collection<Command> all() {
    return byName.values();
  }

  /** How many commands and subcommands there are: one more than the highest index. */
  public int size() {
    return count;
  }

  /** The command of that name in any case, {@code client|kill} for a subcommand. */
  public @Nullable Command find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int bar = lower.indexOf('|');
    if (bar < 0) {
      return byName.get(lower);
    }
    Command parent = byName.get(lower.substring(0, bar));
    return parent == null ? null : parent.subcommand(lower.substring(bar + 1));
  }

  /** The command that {@code call} calls, a subcommand where there are some; else null. */
  public @Nullable Command of(Bytes[] call) {
    Command command = find(call[0]);
    if (command != null && !command.subcommands().isEmpty() && call.length > 1) {
      command = command.subcommand(call[1].toString().toLowerCase(Locale.ROOT));
    }
    return command;
  }

  /** True for a call of a command that there is, with as many words as it may have. */
  public boolean accepts(Bytes[] call) {
    Command command = of(call);
    return command != null && command.accepts(call.length);
  }

  /** The command that {@code name}, in any case, is; a container where it has subcommands. */
  public @Nullable Command find(Bytes name) {
    byte[] bytes = name.shared();
    int mask = slots.length - 1;
    for (int i = foldedHash(bytes) & mask; ; i = (i + 1) & mask) {
      Command command = slots[i];
      if (command == null || isName(bytes, i)) {
        return command;
      }
    }
  }

  /** A container is as old as its oldest subcommand. */
  private static List<Command> oldestFirst(List<Command> subcommands) {
    List<Command> sorted = new ArrayList<>(subcommands);
    sorted.sort((one, other) -> Arrays.compare(version(one.since()), version(other.since())));
    return sorted;
  }

  private static int[] version(String text) {
    return Arrays.stream(text.split("\\."))
        .filter(part -> !part.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private Command container(String name, Command of) {
    Command parent = byName.get(name);
    if (parent == null) {
      Family family = family(of.group(), "", of.eventClass());
      String line = name.toUpperCase(Locale.ROOT) + " subcommand [argument ...]";
      parent =
          new Command(
              new Declaration(family, line, call -> Reply.nil(), null)
                  .doc(of.since(), "Depends on subcommand.", "Holds the " + name + " commands."),
              count++);
      byName.put(name, parent);
    }
    return parent;
  }

  /** HELP of containers that declare none of their own. */
  private void addHelp(Command container) {
    if (!container.subcommands().isEmpty() && container.subcommand("help") == null) {
      Family family = container.subcommands().iterator().next().family();
      String line = container.name().toUpperCase(Locale.ROOT) + " HELP";
      Declaration help =
          new Declaration(family, line, call -> ContainerHelp.reply(container), null)
              .anytime()
              .doc(container.since(), "O(1)", "Lists the subcommands with a sentence on each.");
      container.addSubcommand("help", new Command(help, count++));
    }
  }

  private void index() {
    slots = new Command[Integer.highestOneBit(Math.max(8, byName.size())) * 4];
    lowerNames = new byte[slots.length][];
    upperNames = new byte[slots.length][];
    int mask = slots.length - 1;
    called()
        .forEach(
            (name, command) -> {
              byte[] lower = Bytes.of(name).shared();
              int i = foldedHash(lower) & mask;
              while (slots[i] != null) {
                i = (i + 1) & mask;
              }
              slots[i] = command;
              lowerNames[i] = lower;
              upperNames[i] = Ascii.upper(lower);
            });
  }

  /** The commands by the names that callers use. */
  private Map<String, Command> called() {
    Map<String, Command> called = new LinkedHashMap<>(byName);
    renamed.forEach(
        (old, name) -> {
          Command command = called.remove(old);
          if (command == null) {
            throw new IllegalArgumentException("rename-command " + old + ": No such command");
          }
          if (!name.isEmpty() && called.putIfAbsent(name, command) != null) {
            throw new IllegalArgumentException(
                "rename-command " + old + ": Target command name already exists");
          }
        });
    return called;
  }

  /** The same for a name in any case. */
  private static int foldedHash(byte[] name) {
    int length = name.length;
    if (length == 0) {
      return 0;
    }
    int hash = name[0] & LETTER;
    hash = hash * 31 + (name[length >> 1] & LETTER);
    hash = hash * 31 + (name[length - 1] & LETTER);
    return hash * 31 + length;
  }

  private boolean isName(byte[] bytes, int slot) {
    return Arrays.equals(bytes, upperNames[slot])
        || Arrays.equals(bytes, lowerNames[slot])
        || isMixed(bytes, lowerNames[slot]);
  }

  private static boolean isMixed(byte[] bytes, byte[] lower) {
    if (bytes.length != lower.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (Ascii.lower(bytes[i]) != lower[i]) {
        return false;
      }
    }
    return true;
  }
}
