package dev.redstart.engine.server;

import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.MemorySize;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The directive client-output-buffer-limit: how much output may wait for a client that doesn't read
 * it, by the kind of client.
 */
final class OutputLimits {

  private static final List<String> KINDS = List.of("normal", "slave", "pubsub");
  private static final int NORMAL = 0;
  private static final int REPLICA = 1;
  private static final int PUBSUB = 2;

  private volatile List<Limit> limits =
      List.of(
          new Limit(0, 0, 0),
          new Limit(256L << 20, 64L << 20, 60),
          new Limit(32L << 20, 8L << 20, 60));

  /**
   * One kind's limit; zeros mean none.
   *
   * @param hard more than this ends the connection
   * @param soft more than this ends the connection after {@code seconds}
   */
  record Limit(long hard, long soft, long seconds) {

    boolean isHard() {
      return hard > 0;
    }

    boolean forbids(long unsent) {
      return hard > 0 && unsent > hard;
    }

    boolean worries(long unsent) {
      return soft > 0 && unsent > soft;
    }
  }

  OutputLimits(Settings settings) {
    Setting.Text setting =
        settings.text("client-output-buffer-limit", text(limits), text -> text(parse(text)));
    settings.onChange(setting, () -> limits = parse(setting.get()));
    limits = parse(setting.get());
  }

  Limit of(Client client) {
    return limits.get(client.subscribed() ? PUBSUB : NORMAL);
  }

  /** What {@code text} says of some kinds; the others keep what they have. */
  private List<Limit> parse(String text) {
    String[] words = text.isBlank() ? new String[0] : text.trim().split("\\s+", -1);
    if (words.length % 4 != 0) {
      throw new IllegalArgumentException(
          "Wrong number of arguments in buffer limit configuration.");
    }
    List<Limit> parsed = new ArrayList<>(limits);
    for (int i = 0; i < words.length; i += 4) {
      parsed.set(kind(words[i]), limit(words, i + 1));
    }
    return List.copyOf(parsed);
  }

  private static int kind(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    int kind = lower.equals("replica") ? REPLICA : KINDS.indexOf(lower);
    if (kind < 0) {
      throw new IllegalArgumentException(
          "Invalid client class specified in buffer limit configuration.");
    }
    return kind;
  }

  private static Limit limit(String[] words, int from) {
    try {
      long hard = MemorySize.parse(words[from]);
      long soft = MemorySize.parse(words[from + 1]);
      long seconds = Long.parseLong(words[from + 2]);
      if (seconds >= 0) {
        return new Limit(hard, soft, seconds);
      }
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
    throw wrong(null);
  }

  private static IllegalArgumentException wrong(@Nullable Exception why) {
    return new IllegalArgumentException(
        "Error in hard, soft or soft_seconds setting in buffer limit configuration.", why);
  }

  private static String text(List<Limit> limits) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < KINDS.size(); i++) {
      Limit limit = limits.get(i);
      text.append(i == 0 ? "" : " ").append(KINDS.get(i)).append(' ').append(limit.hard);
      text.append(' ').append(limit.soft).append(' ').append(limit.seconds);
    }
    return text.toString();
  }
}
