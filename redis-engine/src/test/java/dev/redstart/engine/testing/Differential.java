package dev.redstart.engine.testing;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    Bytes[] pending = {};

    Client(Door ours, Door theirs) {
      this.ours = ours;
      this.theirs = theirs;
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
      String before = theirs.run("CONFIG GET " + settings[i]).items().get(1).text().toString();
      restore.add("CONFIG SET " + settings[i] + " " + before);
      theirs.run("CONFIG SET " + settings[i] + " " + settings[i + 1]);
    }
    theirs.run("FLUSHALL");
    theirs.run("FUNCTION FLUSH");
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
  public boolean isKnown(Bytes... args) {
    String name = commandOf(args);
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
  private @Nullable String difference(Bytes[] args, WireReply ours, WireReply theirs) {
    String command = commandOf(args);
    if (Comparison.same(command, args, ours, theirs)
        || KnownDifferences.explains(
            oracle, new KnownDifferences.Difference(command, args, ours, theirs, ran))) {
      return null;
    }
    return "ours   " + ours + "\ntheirs " + theirs + " (Redis " + oracle.version() + ")";
  }

  private void send(Client client, Bytes[] args, boolean later, String line) {
    if (!isKnown(args)) {
      transcript.add(line + "   (unknown to " + oracle.version() + ", left out)");
      return;
    }
    ran.add(commandOf(args));
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
      String difference = difference(args, ours.get(i), theirs.get(i));
      if (difference != null) {
        throw new AssertionError(
            "RESP" + protocol + "\n" + recent() + "> " + line + "\n" + difference);
      }
      transcript.add(line + "   -> " + cut(ours.get(i).toString()));
    }
    String events = ears == null ? null : ears.difference();
    if (events != null) {
      throw new AssertionError(recent() + events);
    }
  }

  private String recent() {
    List<String> last = transcript.subList(Math.max(0, transcript.size() - 12), transcript.size());
    return last.isEmpty() ? "" : String.join("\n", last) + "\n";
  }

  private static String cut(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
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
    restore.forEach(client("").theirs::run);
    if (ears != null) {
      ears.close();
    }
    for (Client client : clients.values()) {
      client.theirs.close();
      client.ours.close();
    }
    bell.close();
    engine.close();
  }
}
