package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import java.security.MessageDigest;

/** The one user there is, {@code default}, and its password. Any thread. */
final class Passwords {

  private static final Bytes DEFAULT_USER = Bytes.of("default");
  private static final String WRONG =
      "WRONGPASS invalid username-password pair or user is disabled.";

  private final Setting.Text password;

  Passwords(Settings settings) {
    this.password = settings.text("requirepass", "", text -> text);
  }

  /** True where a caller has to give a password. */
  boolean needed() {
    return !password.get().isEmpty();
  }

  /** Lets {@code client} be {@code user} from now on, or throws. */
  void authenticate(Client client, Bytes user, Bytes given) {
    if (!user.equals(DEFAULT_USER) || (needed() && !isRight(given))) {
      throw new CommandException(WRONG);
    }
    client.authenticate(user);
  }

  /** As {@link #authenticate(Client, Bytes, Bytes)}, for a caller that gives a password only. */
  void authenticate(Client client, Bytes given) {
    if (!needed()) {
      throw new CommandException(
          "ERR AUTH <password> called without any password configured for the default user. Are"
              + " you sure your configuration is correct?");
    }
    authenticate(client, DEFAULT_USER, given);
  }

  /** Takes a time that does not tell where the first wrong byte is. */
  private boolean isRight(Bytes given) {
    return MessageDigest.isEqual(Bytes.of(password.get()).shared(), given.shared());
  }
}
