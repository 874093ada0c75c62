package dev.redstart.test;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A call that someone made.
 *
 * @param command its name in capitals, {@code CLIENT KILL} with that of the subcommand
 * @param arguments the whole call as it came, the name first, read as UTF-8
 * @param byScript whether a script made it
 * @param caller who made it
 */
public record SpiedCall(String command, List<String> arguments, boolean byScript, Caller caller) {

  /**
   * Who made a call.
   *
   * @param client the client's id, as CLIENT ID tells it
   * @param name what it calls itself by CLIENT SETNAME; empty where it doesn't
   * @param address where it is; empty in this process
   * @param thread the name of the thread on which the call ran
   */
  public record Caller(long client, String name, String address, String thread) {}

  static SpiedCall of(Client client, Command command, Bytes[] args, boolean byScript) {
    return new SpiedCall(
        nameOf(command.name()),
        Arrays.stream(args).map(Bytes::toString).toList(),
        byScript,
        new Caller(
            client.id(),
            client.name().toString(),
            client.address(),
            Thread.currentThread().getName()));
  }

  /** A command's name as calls show it. */
  static String nameOf(String command) {
    return command.toUpperCase(Locale.ROOT).replace('|', ' ');
  }

  @Override
  public String toString() {
    return String.join(" ", arguments) + (byScript ? " (by a script)" : "");
  }
}
