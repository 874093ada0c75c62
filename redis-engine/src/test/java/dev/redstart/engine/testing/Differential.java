package dev.redstart.engine.testing;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the same calls on the {@link Oracle} and on an engine, both empty at first, and compares the
 * replies in the exact form of one protocol. Each test owns its own; the oracle is shared, so tests
 * that use it don't run at the same time.
 *
 * <p>A line is a call as {@link CommandLine} reads it. {@code @b GET k} runs it as another client
 * named b; {@code @b! BLPOP k 0} sends it without waiting for the reply, which {@code @b?} waits
 * for.
 */
public final class Differential implements AutoCloseable {

  /** Runs the call that follows in a script; its reply is compared as the call's own. */
  static final String IN_A_SCRIPT = "EVAL \"return redis.pcall(unpack(ARGV))\" 0";

  private static final Bytes[] SCRIPT = CommandLine.parse(IN_A_SCRIPT);

  /** How many calls a difference is told with, of each kind. */
  private static final int SHOWN = 12;

  private final Oracle oracle = Oracle.required();
  private final RedisEngine engine;
  private final int protocol;
  private final Door bell = oracle.door(2);
  private final Map<String, Client> clients = new LinkedHashMap<>();
  private final List<String> transcript = new ArrayList<>();
  private final Set<String> ran = new HashSet<>();
  private final List<String> restore = new ArrayList<>();
  private @Nullable Ears ears;

  /** The same client of both, and the call it waits for. */
  private static final class Client {
    final Door ours;
    final Door theirs;
    final List<Bytes[]> queued = new ArrayList<>();
    Bytes[] pending = {};

    Client(Door ours, Door theirs) {
      this.ours = ours;
      this.theirs = theirs;
    }

    /** The calls that {@code reply}, to the pending one, answers all at once. */
    List<Bytes[]> transaction(WireReply reply) {
      if (reply.text().is("QUEUED")) {
        queued.add(pending);
        return List.of();
      }
      List<Bytes[]> ended = List.copyOf(queued);
      boolean ends = Stream.of("EXEC", "DISCARD", "RESET").anyMatch(pending[0]::is);
      if (ends) {
        queued.clear();
      }
      return ends ? ended : List.of();
    }
  }

  /**
   * Empties the oracle and opens a new engine.
   *
   * @param protocol 2 or 3
   * @param settings names and values in turn, given to both
   */
  public Differential(int protocol, String... settings) {
    this.protocol = protocol;
    RedisEngine.Builder builder = RedisEngine.builder();
    for (int i = 0; i < settings.length; i += 2) {
      builder.setting(settings[i], settings[i + 1]);
    }
    this.engine = builder.build();
    Door theirs = client("").theirs;
    for (int i = 0; i < settings.length; i += 2) {
      Bytes before = theirs.run("CONFIG GET " + settings[i]).items().get(1).text();
      restore.add("CONFIG SET " + settings[i] + " " + CommandLine.quote(before));
      theirs.run("CONFIG SET " + settings[i] + " " + CommandLine.quote(Bytes.of(settings[i + 1])));
    }
    theirs.run("FLUSHALL");
    theirs.run("FUNCTION FLUSH");
    theirs.run("SCRIPT FLUSH");
    theirs.run("ACL USERS").items().stream()
        .filter(user -> !user.text().is("default"))
        .forEach(user -> theirs.run("ACL DELUSER " + CommandLine.format(user.text())));
    theirs.run("CONFIG RESETSTAT");
  }

  /** Runs {@code lines}, and compares the events on keys that each has caused. */
  public static void compareEvents(String... lines) {
    try (Differential differential = new Differential(3, "notify-keyspace-events", "KAnm")) {
      differential.ears = new Ears(differential.engine, differential.oracle);
      for (String line : lines) {
        differential.run(line);
      }
    }
  }

  /** Runs {@code lines} in both protocols, each time from empty. */
  public static void compare(String... lines) {
    for (int protocol = 2; protocol <= 3; protocol++) {
      try (Differential differential = new Differential(protocol)) {
        for (String line : lines) {
          differential.run(line);
        }
      }
    }
  }

  /** Runs one line; an AssertionError with all that ran before tells of a difference. */
  public void run(String line) {
    String name = "";
    String rest = line;
    if (line.startsWith("@")) {
      int space = line.indexOf(' ');
      name = space < 0 ? line.substring(1) : line.substring(1, space);
      rest = space < 0 ? "" : line.substring(space + 1);
    }
    boolean later = name.endsWith("!");
    boolean awaited = name.endsWith("?");
    Client client = client(later || awaited ? name.substring(0, name.length() - 1) : name);
    if (awaited) {
      receive(client, line);
    } else {
      send(client, CommandLine.parse(rest), later, line);
    }
  }

  /** Runs one call as the first client. */
  public void run(Bytes... args) {
    send(client(""), args, false, CommandLine.format(args));
  }

  /** The engine, to look behind the replies. */
  public RedisEngine engine() {
    return engine;
  }

  /** True where the oracle has the command that {@code args} call, so that they can be compared. */
  public boolean isKnown(Bytes... called) {
    Bytes[] args = inner(called);
    String name = commandOf(args);
    int inner = name.startsWith("command|getkeys") ? 2 : name.equals("acl|dryrun") ? 3 : 0;
    if (inner > 0 && inner < args.length) {
      return isKnown(Arrays.copyOfRange(args, inner, args.length));
    }
    Command command = name.isEmpty() ? null : engine.commands().find(name);
    return command == null || oracle.knows(name);
  }

  /** True where {@code args} call a command of ours that the oracle has too. */
  public boolean isKnownToBoth(Bytes... args) {
    return engine.commands().find(args[0]) != null && isKnown(args);
  }

  /** The keys of the first client's database, as the oracle tells them. */
  public List<Bytes> keys() {
    return client("").theirs.run("KEYS *").items().stream().map(WireReply::text).toList();
  }

  /** The difference between the two replies to a call; null where there is none. */
  private @Nullable String difference(Client client, WireReply ours, WireReply theirs) {
    Bytes[] args = client.pending;
    List<Bytes[]> calls = client.transaction(ours);
    if (calls.isEmpty()
        || ours.items().size() != calls.size()
        || theirs.items().size() != calls.size()) {
      return difference(client, args, ours, theirs);
    }
    for (int i = 0; i < calls.size(); i++) {
      String difference =
          difference(client, calls.get(i), ours.items().get(i), theirs.items().get(i));
      if (difference != null) {
        return CommandLine.format(calls.get(i)) + "\n" + difference;
      }
    }
    return null;
  }

  private @Nullable String difference(
      Client client, Bytes[] called, WireReply ours, WireReply theirs) {
    Bytes[] args = inner(called);
    String command = commandOf(args);
    if (Comparison.same(command, args, ours, theirs)
        || KnownDifferences.explains(
            oracle,
            new KnownDifferences.Difference(command, args, ours, theirs, client.theirs, ran))) {
      return null;
    }
    return "ours   " + ours + "\ntheirs " + theirs + " (Redis " + oracle.version() + ")";
  }

  private void send(Client client, Bytes[] args, boolean later, String line) {
    if (!isKnown(args)) {
      transcript.add(line + "   (unknown to " + oracle.version() + ", left out)");
      return;
    }
    ran.add(commandOf(inner(args)));
    client.ours.send(args);
    client.theirs.send(args);
    client.pending = args;
    if (!later) {
      receive(client, line);
    } else {
      // A round trip on another connection: by then the oracle has seen the call.
      bell.run("PING");
      transcript.add(line);
    }
  }

  private void receive(Client client, String line) {
    Bytes[] args = client.pending;
    List<WireReply> ours = client.ours.receive(-1);
    List<WireReply> theirs = client.theirs.receive(ours.size());
    for (int i = 0; i < ours.size(); i++) {
      String difference = difference(client, ours.get(i), theirs.get(i));
      if (difference != null) {
        throw new AssertionError(
            "RESP" + protocol + "\n" + recent(args) + "> " + line + "\n" + difference);
      }
      transcript.add(line + "   -> " + cut(ours.get(i).toString()));
    }
    String events = ears == null ? null : ears.difference();
    if (events != null) {
      throw new AssertionError(recent(args) + events);
    }
  }

  /** The last calls, and before them those that name the same key as {@code args}. */
  private String recent(Bytes... args) {
    int at = commandOf(args).contains("|") ? 2 : 1;
    String key = args.length > at ? CommandLine.format(args[at]) : "";
    int from = Math.max(0, transcript.size() - SHOWN);
    List<String> about =
        transcript.subList(0, from).stream().filter(line -> line.contains(key)).toList();
    return Stream.concat(
            about.subList(Math.max(0, about.size() - SHOWN), about.size()).stream(),
            transcript.subList(from, transcript.size()).stream())
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static String cut(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }

  /** What a call runs {@link #IN_A_SCRIPT}, or itself. */
  private static Bytes[] inner(Bytes... args) {
    int length = SCRIPT.length;
    boolean script = args.length > length && Arrays.equals(args, 0, length, SCRIPT, 0, length);
    return script ? Arrays.copyOfRange(args, length, args.length) : args;
  }

  private String commandOf(Bytes[] args) {
    String name = args[0].toString().toLowerCase(Locale.ROOT);
    Command command = engine.commands().find(name);
    if (command != null && !command.subcommands().isEmpty() && args.length > 1) {
      return name + "|" + args[1].toString().toLowerCase(Locale.ROOT);
    }
    return name;
  }

  private Client client(String name) {
    return clients.computeIfAbsent(
        name, n -> new Client(new EngineDoor(engine, protocol), oracle.door(protocol)));
  }

  @Override
  public void close() {
    try (engine;
        bell) {
      restore.forEach(client("").theirs::run);
    } finally {
      if (ears != null) {
        ears.close();
      }
      for (Client client : clients.values()) {
        client.theirs.close();
        client.ours.close();
      }
    }
  }
}
