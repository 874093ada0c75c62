package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.Errors;
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
          Map.entry("pfdebug", "tells watches of the sketches that it makes dense, Redis does not"),
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

  /**
   * Commands of other groups that two servers answer alike, and that keep nobody out or waiting.
   */
  private static final Set<String> BEYOND_DATA =
      Set.of(
          ("multi exec discard watch unwatch publish spublish pubsub|channels pubsub|numsub"
                  + " pubsub|numpat pubsub|shardchannels pubsub|shardnumsub eval eval_ro evalsha"
                  + " evalsha_ro script|load script|exists script|flush script|kill fcall fcall_ro"
                  + " function|load function|delete function|list function|stats function|kill"
                  + " function|restore acl|setuser acl|deluser acl|getuser acl|users acl|list"
                  + " acl|cat acl|genpass acl|whoami config|get config|set config|resetstat"
                  + " client|setname client|getname client|setinfo client|no-evict client|no-touch"
                  + " client|caching client|getredir client|trackinginfo client|unblock"
                  + " client|unpause echo ping select swapdb dbsize memory|usage time role")
              .split(" "));

  /** Commands that others need in order to have something to work on. */
  private static final Map<String, Integer> OFTEN =
      Map.ofEntries(
          Map.entry("xadd", 6),
          Map.entry("xgroup|create", 3),
          Map.entry("xreadgroup", 3),
          Map.entry("zadd", 2),
          Map.entry("geoadd", 3),
          Map.entry("pfadd", 2),
          Map.entry("multi", 4),
          Map.entry("exec", 24),
          Map.entry("select", 3),
          Map.entry("acl|setuser", 5));

  /** Words that commands of Redis 7.4 have learned since. */
  private static final Set<String> NEWER = Set.of("IFEQ", "IFNE", "IFDEQ", "IFDNE");

  /** Words that commands of Redis 7.0 had to learn, too. */
  private static final Set<String> NEWER_THAN_OLD =
      Set.of("IFEQ", "IFNE", "IFDEQ", "IFDNE", "WITHSCORE", "NOVALUES");

  /**
   * 7.0 can't read what we dump; and it lets XSETID go back behind entries that were deleted, after
   * which it takes ids that newer ones refuse.
   */
  private static final Set<String> NOT_OF_OLD = Set.of("restore", "xsetid");

  /** What took fewer arguments in 7.0. */
  private static final Set<String> SHORTER_OF_OLD = Set.of("zrank", "zrevrank");

  private static final Set<String> STORE_PLACES =
      Set.of("geosearchstore", "georadius", "georadiusbymember");

  /** One call of so many is spoilt on purpose. */
  private static final int SPOILT = 8;

  /** One of so many calls is only asked about, two are made by a script. */
  private static final int DOORS = 25;

  private final Random random;
  private final RandomArguments arguments;
  private final boolean newest;
  private final List<Command> commands = new ArrayList<>();

  /**
   * Calls of the commands in {@code table}.
   *
   * @param payloads what RESTORE is given; without any it takes no part, nor does what Redis 7.0
   *     would refuse for the number of words alone
   */
  public RandomCommands(CommandTable table, long seed, List<Bytes> payloads) {
    this.random = new Random(seed);
    this.arguments = new RandomArguments(random, payloads);
    this.newest = !payloads.isEmpty();
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
    boolean possible = newest || !NOT_OF_OLD.contains(command.name());
    boolean comparable =
        isBeyondData(command)
            ? BEYOND_DATA.contains(command.name())
            : !LEFT_OUT.containsKey(command.name());
    if (possible && comparable && (chosen == null || groups.contains(command.group()))) {
      for (int i = 0; i < OFTEN.getOrDefault(command.name(), 1); i++) {
        commands.add(command);
      }
    }
  }

  /** The commands that take part. */
  public List<Command> commands() {
    return commands;
  }

  /** True for commands that are about something else than data. */
  static boolean isBeyondData(Command command) {
    return !GROUPS.contains(command.group());
  }

  /** The next call: as it is, from a script, or one that asks about it. */
  public Bytes[] next() {
    Command command = commands.get(random.nextInt(commands.size()));
    arguments.begin();
    Draft draft = new Draft(command);
    command.syntax().words().forEach(draft::word);
    draft.write(command.syntax().arguments());
    int door = random.nextInt(DOORS);
    if (door == 0 && draft.words.size() > 1) {
      return behind(question(), draft.words);
    }
    if (random.nextInt(SPOILT) == 0) {
      draft.spoil();
    }
    boolean script = door <= 2 && !command.has(Flag.BLOCKING);
    return behind(script ? Differential.IN_A_SCRIPT : "", draft.words);
  }

  /** What asks about a call. Odd numbers of keys are read by other rules there. */
  private String question() {
    return switch (random.nextInt(3)) {
      case 0 -> "COMMAND GETKEYS";
      case 1 -> "COMMAND GETKEYSANDFLAGS";
      default -> "ACL DRYRUN u" + random.nextInt(ServerArguments.USERS);
    };
  }

  private static Bytes[] behind(String door, List<Bytes> words) {
    List<Bytes> all = new ArrayList<>(List.of(CommandLine.parse(door)));
    all.addAll(words);
    return all.toArray(Bytes[]::new);
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
        if (random.nextInt(3) == 0 && !isNewer(maybe.body()) && !storesSome(maybe.body())) {
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
          ? (newest ? NEWER : NEWER_THAN_OLD).contains(word.text())
          : node instanceof Seq seq && isNewer(seq.parts().get(0));
    }

    /** Distances in full differ in their last digit, by the C library's sine. */
    private void storePlaces() {
      if (!command.name().equals("geosearchstore")) {
        word("STORE");
      }
    }

    /** Of members at one place any may be left out, so what may store is not cut. */
    private boolean storesSome(Node node) {
      return STORE_PLACES.contains(command.name())
          && node instanceof Seq seq
          && seq.parts().get(0) instanceof Word word
          && word.text().equals("COUNT");
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

    /** Redis 7.0 refuses a client's name for what stands behind a zero byte. */
    private Bytes nasty() {
      Bytes drawn = arguments.nasty(command);
      boolean refused = !newest && command.name().equals("client|setname");
      return refused ? Errors.shown(drawn) : drawn;
    }

    /** Drops, adds, repeats or replaces an argument. */
    void spoil() {
      if (command.has(Flag.BLOCKING) || (!newest && SHORTER_OF_OLD.contains(command.name()))) {
        return;
      }
      int at = fixed + (words.size() > fixed ? random.nextInt(words.size() - fixed) : 0);
      boolean any = words.size() > fixed;
      boolean open = words.stream().anyMatch(word -> word.is("LIMIT") || word.is("BY"));
      switch (random.nextInt(4)) {
        case 0 -> words.add(nasty());
        case 1 -> words.add(at, nasty());
        case 2 -> {
          if (any) {
            words.remove(at);
          }
        }
        default -> {
          if (any && !open) {
            words.set(at, nasty());
          }
        }
      }
    }
  }
}
