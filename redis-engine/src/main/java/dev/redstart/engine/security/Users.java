package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.LosslessText;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.Hearing;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.exec.Execution;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * All users of an engine. Any thread; changes come one after the other.
 *
 * <p>A user that is removed may do nothing any more, and its connections are closed. Sessions of
 * this process that were such a user get errors from then on.
 */
final class Users {

  static final Bytes DEFAULT = Bytes.of("default");

  private final CommandTable table;
  private final Execution execution;
  private final AclLog log;
  private final Setting.Text password;
  private final Setting.Choice channels;
  private final Map<Bytes, User> byName = new ConcurrentSkipListMap<>();
  private @Nullable User standard;

  Users(CommandTable table, Settings settings, Execution execution, AclLog log) {
    this.table = table;
    this.execution = execution;
    this.log = log;
    this.channels =
        settings.choice(
            "acl-pubsub-default", "resetchannels", Set.of("allchannels", "resetchannels"));
    this.password = settings.text("requirepass", "", text -> text);
    settings.onChange(password, this::passwordChanged);
  }

  /** To be called once all commands are known. */
  void begin() {
    Rules rules = everything();
    if (!password.get().isEmpty()) {
      rules = withPassword(rules);
    }
    User user = new User(DEFAULT, rules, log);
    standard = user;
    byName.put(DEFAULT, user);
  }

  /** Rules of a new user. */
  Rules none() {
    return new Rules(table, () -> channels.get().equals("allchannels"));
  }

  /** What the default user may do where nobody says otherwise. */
  Rules everything() {
    Rules rules = none();
    try {
      for (String rule : List.of("+@all", "~*", "&*", "on", "nopass")) {
        rules.take(Bytes.of(rule));
      }
    } catch (RuleException e) {
      throw new IllegalStateException(e);
    }
    return rules;
  }

  User standard() {
    User user = standard;
    if (user == null) {
      throw new IllegalStateException("the engine is still being assembled");
    }
    return user;
  }

  @Nullable User find(Bytes name) {
    return byName.get(name);
  }

  /** All, by name. */
  Collection<User> all() {
    return byName.values();
  }

  /** True where a caller has to give a password. */
  boolean passwordNeeded() {
    Rules rules = standard().rules();
    return !rules.noPassword() || !rules.enabled();
  }

  /** Lets {@code client} be whoever needs no proof, or nobody. */
  void greet(Client client) {
    if (passwordNeeded()) {
      client.deauthenticate(standard());
    } else {
      client.authenticate(DEFAULT, standard());
    }
  }

  /** Lets {@code client} be that user from now on, if it is enabled and this is its password. */
  boolean authenticate(Client client, Bytes name, Bytes given) {
    User user = byName.get(name);
    if (user == null || !user.rules().enabled() || !user.rules().accepts(given)) {
      return false;
    }
    client.authenticate(user.name(), user);
    return true;
  }

  // ---- changes

  /** Gives a user other rules; makes it where there is none. */
  synchronized void set(Bytes name, Rules rules, @Nullable Client caller) {
    User user = byName.get(name);
    if (user == null) {
      byName.put(name, new User(name, rules, log));
      return;
    }
    user.rules(rules);
    endSubscribers(user, caller);
  }

  /** False where there is none. */
  synchronized boolean remove(Bytes name, @Nullable Client caller) {
    User user = byName.remove(name);
    if (user == null) {
      return false;
    }
    user.rules(new Rules(table, () -> false));
    end(user, caller);
    return true;
  }

  /** Lets these be all users there are; without a word on the default user it may do all. */
  synchronized void replace(Map<Bytes, Rules> users, @Nullable Client caller) {
    for (User user : byName.values()) {
      if (!users.containsKey(user.name()) && user != standard) {
        remove(user.name(), caller);
      }
    }
    users.forEach((name, rules) -> set(name, rules, caller));
    if (!users.containsKey(DEFAULT)) {
      set(DEFAULT, everything(), caller);
    }
  }

  private synchronized void passwordChanged() {
    User user = standard;
    if (user != null) {
      user.rules(withPassword(user.rules()));
    }
  }

  private Rules withPassword(Rules like) {
    Rules rules = new Rules(like);
    String text = password.get();
    rules.resetPasswords();
    try {
      rules.take(LosslessText.bytes(text.isEmpty() ? "nopass" : ">" + text));
    } catch (RuleException e) {
      throw new IllegalStateException(e);
    }
    return rules;
  }

  /** Closes the connections of a user that is gone. */
  private void end(User user, @Nullable Client caller) {
    for (Client client : execution.clients().all()) {
      if (client.access() == user) {
        client.outbox().close(client == caller);
      }
    }
  }

  /** Closes the connections of those who listen to what they may not hear any more. */
  private void endSubscribers(User user, @Nullable Client caller) {
    for (Client client : execution.clients().all()) {
      Hearing hearing = client.get(Hearing.PLACE);
      if (client.access() == user && hearing != null && !mayHear(user.rules(), hearing)) {
        client.outbox().close(client == caller);
      }
    }
  }

  private static boolean mayHear(Rules rules, Hearing hearing) {
    return hearing.channels().stream().allMatch(name -> rules.allowsChannel(name, false))
        && hearing.patterns().stream().allMatch(name -> rules.allowsChannel(name, true));
  }
}
