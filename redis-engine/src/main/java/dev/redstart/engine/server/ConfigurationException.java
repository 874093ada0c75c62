package dev.redstart.engine.server;

/**
 * What the program was told makes no sense. The message is for people: the place where it stands,
 * if it has one, and what is wrong.
 */
final class ConfigurationException extends Exception {

  private static final long serialVersionUID = 1L;

  ConfigurationException(String message) {
    super(message);
  }

  ConfigurationException(ConfigLine line, String reason) {
    super(
        "Reading the configuration file, at line "
            + line.number()
            + "\n>>> '"
            + line.text()
            + "'\n"
            + reason);
  }
}
