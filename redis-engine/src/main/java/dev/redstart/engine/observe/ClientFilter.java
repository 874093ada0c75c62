package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Which clients CLIENT KILL means: those that pass all that was said. */
final class ClientFilter {

  private static final Set<String> TYPES = Set.of("normal", "master", "slave", "replica", "pubsub");

  private final Client caller;
  private final long now;
  private final Predicate<Bytes> users;
  private Predicate<Client> wanted = client -> true;
  private boolean skipCaller = true;

  private ClientFilter(Client caller, long now, Predicate<Bytes> users) {
    this.caller = caller;
    this.now = now;
    this.users = users;
  }

  /**
   * The new form: names and values in turn.
   *
   * @param users true for the name of a user
   */
  static ClientFilter read(Args args, Call call, Predicate<Bytes> users) {
    ClientFilter filter = new ClientFilter(call.client(), call.now(), users);
    while (args.more()) {
      filter.readOne(args);
    }
    return filter;
  }

  /** True where {@code client} is of a type that {@code CLIENT LIST TYPE} knows. */
  static Predicate<Client> ofType(Bytes type) {
    String lower = type.toString().toLowerCase(Locale.ROOT);
    if (!TYPES.contains(lower)) {
      throw Errors.quoting("ERR Unknown client type '", type, "'");
    }
    return switch (lower) {
      case "normal" -> client -> !client.subscribed();
      case "pubsub" -> Client::subscribed;
      default -> client -> false;
    };
  }

  boolean matches(Client client) {
    return (!skipCaller || client != caller) && wanted.test(client);
  }

  private void readOne(Args args) {
    if (args.wordWithValue("ID")) {
      long id = positive(args.next(), "client-id");
      and(client -> client.id() == id);
    } else if (args.wordWithValue("TYPE")) {
      and(ofType(args.next()));
    } else if (args.wordWithValue("ADDR")) {
      String address = args.next().toString();
      and(client -> client.address().equals(address));
    } else if (args.wordWithValue("LADDR")) {
      String address = args.next().toString();
      and(client -> client.localAddress().equals(address));
    } else if (args.wordWithValue("USER")) {
      and(ofUser(args.next()));
    } else if (args.wordWithValue("MAXAGE")) {
      long age = positive(args.next(), "maxage");
      and(client -> (now - client.connectedAt()) / 1000 >= age);
    } else if (args.wordWithValue("SKIPME")) {
      skipCaller = yesOrNo(args);
    } else {
      throw Errors.syntax();
    }
  }

  private void and(Predicate<Client> more) {
    wanted = wanted.and(more);
  }

  private Predicate<Client> ofUser(Bytes user) {
    if (!users.test(user)) {
      throw Errors.quoting("ERR No such user '", user, "'");
    }
    return client -> client.authenticated() && client.user().equals(user);
  }

  private static boolean yesOrNo(Args args) {
    if (args.word("YES")) {
      return true;
    }
    if (args.word("NO")) {
      return false;
    }
    throw Errors.syntax();
  }

  private static long positive(Bytes text, String what) {
    if (!Ascii.isLong(text.shared())) {
      throw new CommandException(
          what.equals("client-id")
              ? "ERR client-id should be greater than 0"
              : "ERR " + what + " is not an integer or out of range");
    }
    long value = Ascii.toLong(text.shared());
    if (value <= 0) {
      throw new CommandException("ERR " + what + " should be greater than 0");
    }
    return value;
  }
}
