package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.CommandTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All that is said of a user. Changed while rules are read, by one thread; not any more once it is
 * in use, so that callers may read it without a lock.
 */
final class Rules {

  private final CommandTable table;
  private final BooleanSupplier channelsByDefault;
  private final Set<PasswordHash> passwords;
  private final List<Selector> more;
  private Selector root;
  private boolean enabled;
  private boolean noPassword;
  private boolean sanitizes = true;

  /**
   * Those of a new user: it may do nothing, not even log in.
   *
   * @param channelsByDefault what acl-pubsub-default says, each time that it counts
   */
  Rules(CommandTable table, BooleanSupplier channelsByDefault) {
    this.table = table;
    this.channelsByDefault = channelsByDefault;
    this.passwords = new LinkedHashSet<>();
    this.more = new ArrayList<>(0);
    this.root = new Selector(table, channelsByDefault.getAsBoolean());
  }

  Rules(Rules like) {
    this.table = like.table;
    this.channelsByDefault = like.channelsByDefault;
    this.passwords = new LinkedHashSet<>(like.passwords);
    this.more = new ArrayList<>();
    like.more.forEach(selector -> more.add(new Selector(selector)));
    this.root = new Selector(like.root);
    this.enabled = like.enabled;
    this.noPassword = like.noPassword;
    this.sanitizes = like.sanitizes;
  }

  // ---- asked

  boolean enabled() {
    return enabled;
  }

  boolean noPassword() {
    return noPassword;
  }

  /** True where everything is allowed. */
  boolean everything() {
    return root.everything();
  }

  boolean accepts(Bytes password) {
    if (noPassword) {
      return true;
    }
    PasswordHash given = PasswordHash.of(password);
    boolean found = false;
    for (PasswordHash each : passwords) {
      found |= each.sameAs(given);
    }
    return found;
  }

  /** Null where a selector allows the call, else the refusal that says most. */
  Selector.@Nullable Refusal check(Command command, Bytes[] args) {
    Selector.Refusal most = root.check(command, args);
    for (int i = 0; most != null && i < more.size(); i++) {
      Selector.Refusal other = more.get(i).check(command, args);
      if (other == null || saysMore(other, most)) {
        most = other;
      }
    }
    return most;
  }

  private static boolean saysMore(Selector.Refusal one, Selector.Refusal other) {
    int order = one.part().compareTo(other.part());
    return order > 0 || (order == 0 && one.at() > other.at());
  }

  boolean readsAllKeys(Command command, Bytes[] args) {
    return root.readsAllKeys(command, args)
        || more.stream().anyMatch(selector -> selector.readsAllKeys(command, args));
  }

  boolean allowsChannel(Bytes channel, boolean pattern) {
    return root.allowsChannel(channel, pattern)
        || more.stream().anyMatch(selector -> selector.allowsChannel(channel, pattern));
  }

  // ---- changed

  /** Takes one rule, as ACL SETUSER and a line of the ACL file have it. */
  void take(Bytes rule) throws RuleException {
    if (rule.isEmpty()
        || takeWord(RuleWords.upToZero(rule).toString().toLowerCase(Locale.ROOT))
        || takePassword(rule)) {
      return;
    }
    if (rule.at(0) == '(') {
      takeSelector(rule);
    } else if (!root.take(rule)) {
      throw new RuleException(RuleException.SYNTAX);
    }
  }

  private boolean takeWord(String word) {
    switch (word) {
      case "on" -> enabled = true;
      case "off" -> enabled = false;
      case "nopass" -> needNoPassword();
      case "resetpass" -> resetPasswords();
      case "sanitize-payload" -> sanitizes = true;
      case "skip-sanitize-payload" -> sanitizes = false;
      case "clearselectors" -> more.clear();
      case "reset" -> reset();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean takePassword(Bytes rule) throws RuleException {
    Bytes rest = rule.slice(1, rule.length());
    switch (rule.at(0)) {
      case '>' -> add(PasswordHash.of(rest));
      case '#' -> add(parse(rest));
      case '<' -> remove(PasswordHash.of(rest));
      case '!' -> remove(parse(rest));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void needNoPassword() {
    noPassword = true;
    passwords.clear();
  }

  void resetPasswords() {
    noPassword = false;
    passwords.clear();
  }

  private void add(PasswordHash hash) {
    passwords.add(hash);
    noPassword = false;
  }

  private void remove(PasswordHash hash) throws RuleException {
    if (!passwords.remove(hash)) {
      throw new RuleException(RuleException.NO_SUCH_PASSWORD);
    }
  }

  private static PasswordHash parse(Bytes hex) throws RuleException {
    PasswordHash hash = PasswordHash.parse(hex.toString());
    if (hash == null) {
      throw new RuleException(RuleException.BAD_HASH);
    }
    return hash;
  }

  private void reset() {
    resetPasswords();
    more.clear();
    enabled = false;
    sanitizes = true;
    root = new Selector(table, channelsByDefault.getAsBoolean());
  }

  private void takeSelector(Bytes rule) throws RuleException {
    if (rule.length() < 2 || rule.at(rule.length() - 1) != ')') {
      throw new RuleException(RuleException.SYNTAX);
    }
    Selector selector = new Selector(table, channelsByDefault.getAsBoolean());
    for (Bytes word : RuleWords.inside(rule)) {
      if (!selector.take(word)) {
        throw new RuleException(RuleException.SYNTAX);
      }
    }
    more.add(selector);
  }

  // ---- shown

  List<String> flags() {
    List<String> flags = new ArrayList<>(3);
    flags.add(enabled ? "on" : "off");
    if (noPassword) {
      flags.add("nopass");
    }
    flags.add(sanitizes ? "sanitize-payload" : "skip-sanitize-payload");
    return flags;
  }

  List<String> hashes() {
    return passwords.stream().map(PasswordHash::hex).toList();
  }

  Selector root() {
    return root;
  }

  /** The selectors besides the first. */
  List<Selector> more() {
    return more;
  }

  /** All in one line. */
  Bytes line() {
    List<Bytes> words = new ArrayList<>();
    flags().forEach(flag -> words.add(Bytes.of(flag)));
    hashes().forEach(hash -> words.add(Bytes.of("#" + hash)));
    words.add(root.rules());
    more.forEach(s -> words.add(Bytes.join(Bytes.of("("), s.rules(), Bytes.of(")"))));
    return Selector.joined(words);
  }
}
