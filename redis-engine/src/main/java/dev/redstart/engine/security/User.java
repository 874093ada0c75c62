package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Access;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * A user and its rules, which may be exchanged as a whole at any time: whoever is this user is
 * bound by the new ones from the next call on. Any thread.
 */
final class User implements Access {

  private static final Bytes NO_KEY = Bytes.of("No permissions to access a key");
  private static final Bytes NO_CHANNEL = Bytes.of("No permissions to access a channel");

  private final Bytes name;
  private final AclLog log;
  private volatile Rules rules;
  private volatile boolean everything;

  User(Bytes name, Rules rules, AclLog log) {
    this.name = name;
    this.log = log;
    this.rules = rules;
    this.everything = rules.everything();
  }

  Bytes name() {
    return name;
  }

  Rules rules() {
    return rules;
  }

  void rules(Rules newRules) {
    everything = false;
    rules = newRules;
    everything = newRules.everything();
  }

  @Override
  public boolean unrestricted() {
    return everything;
  }

  @Override
  public @Nullable Denial check(Command command, Bytes[] args) {
    Selector.Refusal refusal = everything ? null : rules.check(command, args);
    return refusal == null ? null : denial(refusal, command, args);
  }

  @Override
  public @Nullable Denial refuse(Client client, Command command, Bytes[] args, Context context) {
    Denial denial = check(command, args);
    if (denial != null) {
      log.denied(client, name, denial, context);
    }
    return denial;
  }

  @Override
  public boolean readsAllKeys(Command command, Bytes[] args) {
    return everything || rules.readsAllKeys(command, args);
  }

  private Denial denial(Selector.Refusal refusal, Command command, Bytes[] args) {
    return switch (refusal.part()) {
      case COMMAND ->
          new Denial(
              refusal.part(),
              Bytes.of(command.name()),
              mayNot("run the '", Bytes.of(command.name()), "' command"));
      case KEY -> new Denial(refusal.part(), args[refusal.at()], NO_KEY);
      case CHANNEL -> new Denial(refusal.part(), args[refusal.at()], NO_CHANNEL);
    };
  }

  /** A sentence that names this user and what was refused to it, byte by byte. */
  Bytes mayNot(String before, Bytes object, String after) {
    return Bytes.join(
        Bytes.of("User "),
        name,
        Bytes.of(" has no permissions to " + before),
        object,
        Bytes.of(after));
  }
}
