package dev.redstart.engine.pubsub;

/**
 * Which events are told, and to which channels: the letters of notify-keyspace-events.
 *
 * @see <a href="https://redis.io/docs/latest/develop/pubsub/keyspace-notifications/">Keyspace
 *     notifications</a>
 */
final class NotificationFlags {

  /** The classes that are answered letter by letter, in Redis' order. */
  private static final String CLASSES = "g$lshzxetdn";

  /** The classes that A stands for: all that only tell of changes of keys that were there. */
  private static final String ALL = "g$lshzxetd";

  /** What is answered behind the classes. */
  private static final String TAIL = "KEm";

  private final String letters;

  private NotificationFlags(String letters) {
    this.letters = letters;
  }

  /**
   * Reads letters in any order.
   *
   * @throws IllegalArgumentException where one means nothing
   */
  static NotificationFlags parse(String text) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == 'A') {
        letters.append(ALL);
      } else if (CLASSES.indexOf(letter) >= 0 || TAIL.indexOf(letter) >= 0) {
        letters.append(letter);
      } else {
        throw new IllegalArgumentException("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
      }
    }
    return new NotificationFlags(letters.toString());
  }

  /** True where events of this class are told at all. */
  boolean tells(char eventClass) {
    return letters.indexOf(eventClass) >= 0;
  }

  /** True where a key's channel hears its events. */
  boolean toKeyspace() {
    return tells('K');
  }

  /** True where an event's channel hears its keys. */
  boolean toKeyevent() {
    return tells('E');
  }

  /** True where anything is told to anyone. */
  boolean any() {
    boolean to = toKeyspace() || toKeyevent();
    return to && (tells('m') || CLASSES.chars().anyMatch(c -> tells((char) c)));
  }

  /** As CONFIG GET answers it. Like Redis' it has no n beside the A. */
  String text() {
    StringBuilder text = new StringBuilder();
    if (ALL.chars().allMatch(c -> tells((char) c))) {
      text.append('A');
    } else {
      appendTold(CLASSES, text);
    }
    appendTold(TAIL, text);
    return text.toString();
  }

  private void appendTold(String classes, StringBuilder text) {
    for (int i = 0; i < classes.length(); i++) {
      if (tells(classes.charAt(i))) {
        text.append(classes.charAt(i));
      }
    }
  }
}
