package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Glob;
import dev.redstart.engine.command.Access.Part;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.KeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Commands that are allowed on keys and channels: all three have to be allowed by one selector of a
 * user. Changed while rules are read, by one thread; not any more once it is in use.
 */
final class Selector {

  private final CommandRules commands;
  private final List<KeyPattern> keys;
  private final List<Bytes> channels;
  private boolean allKeys;
  private boolean allChannels;

  /**
   * Nothing.
   *
   * @param channels what acl-pubsub-default says: all of them, or none
   */
  Selector(CommandTable table, boolean channels) {
    this.commands = new CommandRules(table);
    this.keys = new ArrayList<>(1);
    this.channels = new ArrayList<>(0);
    this.allChannels = channels;
  }

  Selector(Selector like) {
    this.commands = new CommandRules(like.commands);
    this.keys = new ArrayList<>(like.keys);
    this.channels = new ArrayList<>(like.channels);
    this.allKeys = like.allKeys;
    this.allChannels = like.allChannels;
  }

  /** What was refused first, and where among the arguments. */
  record Refusal(Part part, int at) {}

  boolean everything() {
    return allKeys && allChannels && commands.everything();
  }

  // ---- asked

  @Nullable Refusal check(Command command, Bytes[] args) {
    if (!commands.allows(command, args)) {
      return new Refusal(Part.COMMAND, 0);
    }
    Refusal key = allKeys ? null : checkKeys(command, args);
    return key != null || allChannels ? key : checkChannels(command, args);
  }

  /** True where the command is allowed, and may read keys that nobody has named. */
  boolean readsAllKeys(Command command, Bytes[] args) {
    return commands.allows(command, args)
        && (allKeys || keys.stream().anyMatch(KeyPattern::readsEverything));
  }

  /** True where a client that listens to {@code channel} may go on. */
  boolean allowsChannel(Bytes channel, boolean pattern) {
    return allChannels
        || channels.stream()
            .anyMatch(
                allowed -> pattern ? allowed.equals(channel) : matches(Glob.of(allowed), channel));
  }

  private @Nullable Refusal checkKeys(Command command, Bytes[] args) {
    for (KeySpec spec : command.keySpecs()) {
      String access = command.access(spec, args);
      if (!access.contains("not_key")) {
        int[] refused = {-1};
        spec.find(
            args,
            i -> {
              if (refused[0] < 0 && !allowsKey(args[i], access)) {
                refused[0] = i;
              }
            });
        if (refused[0] >= 0) {
          return new Refusal(Part.KEY, refused[0]);
        }
      }
    }
    return null;
  }

  private boolean allowsKey(Bytes key, String access) {
    boolean reads = access.contains("access");
    boolean writes =
        access.contains("update") || access.contains("insert") || access.contains("delete");
    for (KeyPattern pattern : keys) {
      if (pattern.allows(key, reads, writes)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Refusal checkChannels(Command command, Bytes[] args) {
    ChannelArguments which = ChannelArguments.of(command);
    int end = which.end(args.length);
    for (int i = 1; i < end; i++) {
      if (!allowsChannel(args[i], which == ChannelArguments.PATTERNS)) {
        return new Refusal(Part.CHANNEL, i);
      }
    }
    return null;
  }

  private static boolean matches(Glob glob, Bytes text) {
    return glob.isEverything() || glob.matches(text);
  }

  // ---- changed

  /** Takes one rule; false where it is none of a selector's. */
  boolean take(Bytes rule) throws RuleException {
    return takeWord(RuleWords.upToZero(rule).toString().toLowerCase(Locale.ROOT))
        || takePattern(rule);
  }

  private boolean takeWord(String word) {
    switch (word) {
      case "allkeys", "~*" -> allKeys();
      case "resetkeys" -> resetKeys();
      case "allchannels", "&*" -> allChannels();
      case "resetchannels" -> resetChannels();
      case "allcommands", "+@all" -> commands.all(true);
      case "nocommands", "-@all" -> commands.all(false);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean takePattern(Bytes rule) throws RuleException {
    if (rule.isEmpty()) {
      return false;
    }
    switch (rule.at(0)) {
      case '~', '%' -> addKeys(rule);
      case '&' -> addChannel(rule.slice(1, rule.length()));
      case '+' -> commands.take(rule.slice(1, rule.length()), true);
      case '-' -> commands.take(rule.slice(1, rule.length()), false);
      default -> {
        return false;
      }
    }
    return true;
  }

  void allKeys() {
    allKeys = true;
    keys.clear();
  }

  void resetKeys() {
    allKeys = false;
    keys.clear();
  }

  void allChannels() {
    allChannels = true;
    channels.clear();
  }

  void resetChannels() {
    allChannels = false;
    channels.clear();
  }

  private void addKeys(Bytes rule) throws RuleException {
    if (allKeys) {
      throw new RuleException(RuleException.KEYS_AFTER_ALL);
    }
    KeyPattern pattern = KeyPattern.parse(rule);
    checkPattern(pattern.text());
    if (pattern.isEverything()) {
      allKeys();
    } else {
      addRights(pattern);
    }
  }

  /** A pattern that is there already has its old rights and the new ones. */
  private void addRights(KeyPattern pattern) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).text().equals(pattern.text())) {
        keys.set(i, keys.get(i).and(pattern));
        return;
      }
    }
    keys.add(pattern);
  }

  /** What has a space in it would be several words in a file of users. */
  private static void checkPattern(Bytes pattern) throws RuleException {
    if (RuleWords.isSeveral(pattern)) {
      throw new RuleException(RuleException.SYNTAX);
    }
  }

  private void addChannel(Bytes pattern) throws RuleException {
    if (allChannels) {
      throw new RuleException(RuleException.CHANNELS_AFTER_ALL);
    }
    checkPattern(pattern);
    if (!channels.contains(pattern)) {
      channels.add(pattern);
    }
  }

  // ---- shown

  Bytes commandRules() {
    return commands.rules();
  }

  Bytes keyRules() {
    if (allKeys) {
      return Bytes.of("~*");
    }
    return joined(keys.stream().map(KeyPattern::rule).toList());
  }

  Bytes channelRules() {
    if (allChannels) {
      return Bytes.of("&*");
    }
    return joined(channels.stream().map(c -> Bytes.join(Bytes.of("&"), c)).toList());
  }

  /** All rules in one line. */
  Bytes rules() {
    List<Bytes> words = new ArrayList<>();
    if (allKeys || !keys.isEmpty()) {
      words.add(keyRules());
    }
    if (!allChannels) {
      words.add(Bytes.of("resetchannels"));
    }
    if (allChannels || !channels.isEmpty()) {
      words.add(channelRules());
    }
    words.add(commands.rules());
    return joined(words);
  }

  static Bytes joined(List<Bytes> words) {
    List<Bytes> parts = new ArrayList<>(2 * words.size());
    for (Bytes word : words) {
      if (!parts.isEmpty()) {
        parts.add(Bytes.of(" "));
      }
      parts.add(word);
    }
    return Bytes.join(parts.toArray(Bytes[]::new));
  }
}
