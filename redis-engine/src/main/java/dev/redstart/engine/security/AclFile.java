package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.LosslessText;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that holds all users: read as a whole or not at all, and written likewise. */
final class AclFile {

  private static final Logger LOG = LoggerFactory.getLogger(AclFile.class);

  private final Path path;
  private final String name;
  private final Users users;

  /**
   * @param directory where a name without one is looked for
   */
  AclFile(String directory, String name, Users users) {
    this.name = name;
    this.path = Path.of(directory).resolve(name).toAbsolutePath();
    this.users = users;
  }

  /**
   * Takes the users of the file in place of all there are.
   *
   * @throws CommandException where anything is wrong; then the old ones stay
   */
  void load(@Nullable Client caller) {
    UserLines lines = new UserLines(name, users::none);
    int number = 1;
    for (Bytes line : lines()) {
      lines.read(number++, line);
    }
    if (!lines.errors().isEmpty()) {
      throw Errors.quoting(
          "ERR ",
          LosslessText.bytes(lines.errors()),
          "WARNING: ACL errors detected, no change to the previously active ACL rules was"
              + " performed");
    }
    users.replace(lines.users(), caller);
  }

  private Iterable<Bytes> lines() {
    try {
      byte[] text = Files.readAllBytes(path);
      return LosslessText.of(Bytes.wrap(text)).lines().map(LosslessText::bytes).toList();
    } catch (IOException e) {
      throw new CommandException(
          "ERR Error loading ACLs, opening file '" + name + "': " + reason(e));
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "No such file or directory"
        : e.getClass().getSimpleName();
  }

  /** Writes all users to a new file, and puts that in the old one's place. */
  void save() {
    Path written =
        path.resolveSibling(path.getFileName() + ".tmp-" + ProcessHandle.current().pid());
    try {
      write(written);
      Files.move(
          written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("Can't save users to {}", path, e);
      throw new CommandException(
          "ERR There was an error trying to save the ACLs. Please check the server logs for more"
              + " information");
    }
  }

  private void write(Path to) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            to,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (User user : users.all()) {
        ByteBuffer line =
            ByteBuffer.wrap(Bytes.join(AclCommands.line(user), Bytes.of("\n")).shared());
        while (line.hasRemaining()) {
          int unused = channel.write(line);
        }
      }
      channel.force(true);
    }
  }
}
