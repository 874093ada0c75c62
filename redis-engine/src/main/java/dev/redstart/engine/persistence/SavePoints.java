package dev.redstart.engine.persistence;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;

/** After how many changes, and how long after the last time, data are saved: {@code save}. */
final class SavePoints {

  private static final String WRONG = "Invalid save parameters";

  private final Setting.Text setting;

  SavePoints(Settings settings) {
    setting = settings.text("save", "", SavePoints::normalize);
  }

  /** The directive. */
  Setting setting() {
    return setting;
  }

  /** True where there is any. */
  boolean any() {
    return !setting.get().isEmpty();
  }

  /** True where there is one that asks for data to be saved. */
  boolean reached(long changes, long seconds) {
    String[] numbers = setting.get().split(" ", -1);
    for (int i = 0; i + 1 < numbers.length; i += 2) {
      if (seconds > Long.parseLong(numbers[i]) && changes >= Long.parseLong(numbers[i + 1])) {
        return true;
      }
    }
    return false;
  }

  /** Pairs of seconds and changes. */
  private static String normalize(String text) {
    if (text.isEmpty()) {
      return "";
    }
    String[] words = text.strip().split("\\s+", -1);
    check(words.length % 2 == 0);
    for (int i = 0; i < words.length; i++) {
      byte[] word = Bytes.of(words[i]).shared();
      check(Ascii.isLong(word));
      long number = Ascii.toLong(word);
      check(number >= (i % 2 == 0 ? 1 : 0) && number <= Integer.MAX_VALUE);
    }
    return String.join(" ", words);
  }

  private static void check(boolean right) {
    if (!right) {
      throw new IllegalArgumentException(WRONG);
    }
  }
}
