package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.Syntax.Arg;
import dev.redstart.engine.command.Syntax.Many;
import dev.redstart.engine.command.Syntax.Maybe;
import dev.redstart.engine.command.Syntax.Node;
import dev.redstart.engine.command.Syntax.OneOf;
import dev.redstart.engine.command.Syntax.Seq;
import dev.redstart.engine.command.Syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Random calls, legal and nearly so, made from the syntax lines of an engine's commands: whatever
 * is declared takes part. Repeatable by its seed.
 *
 * <p>Left out are the commands of {@link #LEFT_OUT} and those outside of {@link #GROUPS}.
 */
public final class RandomCommands {

  /** Groups of commands that work on data. */
  private static final Set<String> GROUPS =
      Set.of(
          "string",
          "hash",
          "list",
          "set",
          "sorted-set",
          "stream",
          "bitmap",
          "hyperloglog",
          "geo",
          "generic");

  private static final String BY_NAME = "undefined where scores differ, as random ones do";

  /** Commands that can't be compared call by call, and why. */
  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          Map.entry("spop", "takes by chance, so that the data are no longer the same"),
          Map.entry("pfselftest", "keeps Redis busy for seconds"),
          Map.entry("zrangebylex", BY_NAME),
          Map.entry("zrevrangebylex", BY_NAME),
          Map.entry("zremrangebylex", BY_NAME),
          Map.entry("zlexcount", BY_NAME),
          Map.entry("dump", "the form may differ where both can read it"),
          Map.entry("migrate", "wants another server"),
          Map.entry("wait", "is about replicas"),
          Map.entry("waitaof", "is about replicas"),
          Map.entry("object|refcount", "tells of sharing, which is the server's own affair"),
          Map.entry("object|freq", "wants an eviction policy"),
          Map.entry("object|help", "describes the commands in own words"),
          Map.entry("xinfo|help", "describes the commands in own words"),
          Map.entry("xgroup|help", "describes the commands in own words"));

  /** Commands that others need in order to have something to work on. */
  private static final Map<String, Integer> OFTEN =
      Map.of("xadd", 6, "xgroup|create", 3, "xreadgroup", 3, "zadd", 2, "geoadd", 3, "pfadd", 2);

  /** Words that commands of Redis 7.4 have learned since. */
  private static final Set<String> NEWER = Set.of("IFEQ", "IFNE", "IFDEQ", "IFDNE");

  /** One call of so many is spoilt on purpose. */
  private static final int SPOILT = 8;

  private final Random random;
  private final RandomArguments arguments;
  private final boolean restores;
  private final List<Command> commands = new ArrayList<>();

  /**
   * Calls of the commands in {@code table}.
   *
   * @param payloads what RESTORE is given; without any it takes no part
   */
  public RandomCommands(CommandTable table, long seed, List<Bytes> payloads) {
    this.random = new Random(seed);
    this.arguments = new RandomArguments(random, payloads);
    this.restores = !payloads.isEmpty();
    for (Command command : table.all()) {
      if (command.subcommands().isEmpty()) {
        add(command);
      } else {
        command.subcommands().forEach(this::add);
      }
    }
  }

  private void add(Command command) {
    String chosen = System.getProperty("groups");
    Set<String> groups = chosen == null ? GROUPS : Set.of(chosen.split(","));
    boolean possible = restores || !command.name().equals("restore");
    if (possible && groups.contains(command.group()) && !LEFT_OUT.containsKey(command.name())) {
      for (int i = 0; i < OFTEN.getOrDefault(command.name(), 1); i++) {
        commands.add(command);
      }
    }
  }

  /** The commands that take part. */
  public List<Command> commands() {
    return commands;
  }

  /** The next call. */
  public Bytes[] next() {
    Command command = commands.get(random.nextInt(commands.size()));
    arguments.begin();
    Draft draft = new Draft(command);
    command.syntax().words().forEach(draft::word);
    draft.write(command.syntax().arguments());
    if (random.nextInt(SPOILT) == 0) {
      draft.spoil();
    }
    return draft.words.toArray(Bytes[]::new);
  }

  /** One call in the making. */
  private final class Draft {
    private final Command command;
    private final int fixed;
    private final List<Bytes> words = new ArrayList<>();
    private int partsToCome = -1;
    private String lastWord = "";

    Draft(Command command) {
      this.command = command;
      this.fixed = command.syntax().words().size();
    }

    void word(String word) {
      lastWord = word;
      words.add(Bytes.of(random.nextInt(4) == 0 ? word.toLowerCase(Locale.ROOT) : word));
    }

    void write(Node node) {
      if (node instanceof Word word) {
        // Chooses by the clock: two servers' answers would differ.
        if (word.text().equals("*")) {
          argument(new Arg("id", "string"));
        } else if (word.text().equals("BYLEX")) {
          word("BYSCORE");
        } else if (word.text().equals("STOREDIST")) {
          storePlaces();
        } else if (!leavesTies(word)) {
          word(word.text());
        }
      } else if (node instanceof Arg arg) {
        argument(arg);
      } else if (node instanceof Seq seq) {
        seq.parts().forEach(this::write);
      } else if (node instanceof OneOf one) {
        choose(one);
      } else if (node instanceof Maybe maybe) {
        if (random.nextInt(3) == 0) {
          write(maybe.body());
        }
      } else if (node instanceof Many many) {
        repeat(many);
      }
    }

    private void choose(OneOf one) {
      List<Node> choices = one.choices().stream().filter(node -> !isNewer(node)).toList();
      if (!choices.isEmpty()) {
        write(choices.get(random.nextInt(choices.size())));
      }
    }

    private boolean isNewer(Node node) {
      return node instanceof Word word
          ? NEWER.contains(word.text())
          : node instanceof Seq seq && isNewer(seq.parts().get(0));
    }

    /** Distances in full differ in their last digit, by the C library's sine. */
    private void storePlaces() {
      if (!command.name().equals("geosearchstore")) {
        word("STORE");
      }
    }

    /** SORT by texts that are the same, or missing, gives any order. */
    private boolean leavesTies(Word word) {
      return word.text().equals("ALPHA") && words.stream().anyMatch(before -> before.is("BY"));
    }

    private void repeat(Many many) {
      int times = 1 + (random.nextInt(20) == 0 ? random.nextInt(40) : random.nextInt(3));
      if (partsToCome >= 0) {
        times = partsToCome;
        partsToCome = -1;
      }
      for (int i = 0; i < times; i++) {
        write(many.body());
      }
    }

    private void argument(Arg arg) {
      if (arg.name().equals("numkeys") || arg.name().equals("numfields")) {
        partsToCome = 1 + random.nextInt(3);
        words.add(Bytes.of(partsToCome));
      } else if (lastWord.equals("BLOCK")) {
        // Zero would wait for ever.
        words.add(Bytes.of("1"));
      } else {
        words.add(arguments.of(command, arg));
      }
      lastWord = "";
    }

    /** Drops, adds, repeats or replaces an argument. */
    void spoil() {
      if (command.has(Flag.BLOCKING)) {
        return;
      }
      int at = fixed + (words.size() > fixed ? random.nextInt(words.size() - fixed) : 0);
      boolean any = words.size() > fixed;
      boolean limited = words.stream().anyMatch(word -> word.is("LIMIT"));
      switch (random.nextInt(4)) {
        case 0 -> words.add(arguments.nasty());
        case 1 -> words.add(at, arguments.nasty());
        case 2 -> {
          if (any) {
            words.remove(at);
          }
        }
        default -> {
          if (any && !limited && !arguments.mustBeSmall(command)) {
            words.set(at, arguments.nasty());
          }
        }
      }
    }
  }
}
