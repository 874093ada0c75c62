package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command.Reach;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a command where it is declared: the syntax line, and only what that line can't
 * tell.
 */
public final class Declaration {

  private static final String READ_ACCESS = "RO access";
  private static final String WRITE_ACCESS = "RW access";

  private final Family family;
  private final Syntax syntax;
  private final Handler handler;
  private final String name;
  private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
  private final Set<String> moreCategories = new LinkedHashSet<>();
  private Function<Bytes[], @Nullable Set<Flag>> flagsOfCall = args -> null;
  private List<KeySpec> keys;
  private int arity;
  private Reach reach;
  private boolean quick;
  private boolean leavesParts;
  private int lastPart = 1;
  private String since = "";
  private String complexity = "";
  private String summary = "";
  private List<String> tips = List.of();

  Declaration(Family family, String line, Handler handler, @Nullable Flag verb) {
    this.family = family;
    this.syntax = Syntax.parse(line);
    this.handler = handler;
    this.name = String.join("|", syntax.words()).toLowerCase(Locale.ROOT);
    this.arity = syntax.arity();
    if (verb != null) {
      flags.add(verb);
    }
    this.keys = KeyFinder.find(syntax, verb == Flag.WRITE ? WRITE_ACCESS : READ_ACCESS);
    this.reach = reachOf(keys);
  }

  // ---- said

  /** Takes constant or logarithmic time, so it is in the category fast; all others are slow. */
  public Declaration fast() {
    return flag(Flag.FAST);
  }

  /**
   * Takes next to no time with each call, though its category is slow: it is timed now and then
   * only, as fast ones are.
   */
  public Declaration quick() {
    this.quick = true;
    return this;
  }

  /**
   * Doesn't look at parts of a value: those that have expired stay, as long as nothing is removed
   * on time.
   */
  public Declaration leavesParts() {
    this.leavesParts = true;
    return this;
  }

  /**
   * As {@link #leavesParts}, but for those that the arguments behind the key name.
   *
   * @param last where the last of them stands, counted from the end where it is negative
   */
  public Declaration leavesOtherParts(int last) {
    this.lastPart = last;
    return leavesParts();
  }

  /** May need more memory: refused when there is none left. */
  public Declaration grows() {
    return flag(Flag.DENYOOM);
  }

  /** May wait. */
  public Declaration blocking() {
    return flag(Flag.BLOCKING);
  }

  /** For operators: also dangerous. */
  public Declaration admin() {
    return flag(Flag.ADMIN);
  }

  public Declaration pubsub() {
    return flag(Flag.PUBSUB);
  }

  public Declaration noscript() {
    return flag(Flag.NOSCRIPT);
  }

  /** Allowed while data is loaded, and on a stale replica. */
  public Declaration anytime() {
    return flag(Flag.LOADING).flag(Flag.STALE);
  }

  /** Any flag by its name. */
  public Declaration flag(Flag flag) {
    flags.add(flag);
    return this;
  }

  /**
   * A call tells what it may do: its flags in place of those that are declared, or null where those
   * count.
   */
  public Declaration flags(Function<Bytes[], @Nullable Set<Flag>> ofCall) {
    this.flagsOfCall = ofCall;
    return this;
  }

  /** An arity that the line can't tell. */
  public Declaration arity(int howMany) {
    this.arity = howMany;
    return this;
  }

  /** Keys that the line can't tell. */
  public Declaration keys(KeySpec... specs) {
    this.keys = List.of(specs);
    this.reach = reachOf(keys);
    return this;
  }

  /** How each key specification is used, in order, where it isn't as the verb tells. */
  public Declaration access(String... accesses) {
    List<KeySpec> changed = new ArrayList<>(keys);
    for (int i = 0; i < accesses.length; i++) {
      changed.set(i, changed.get(i).withAccess(accesses[i]));
    }
    this.keys = List.copyOf(changed);
    return this;
  }

  /** Touches keys that its arguments don't name: every shard is locked. */
  public Declaration everywhere() {
    this.reach = Reach.EVERYTHING;
    return this;
  }

  /** May touch keys that its arguments don't name: it locks more while it runs, if need be. */
  public Declaration extensible() {
    this.reach = Reach.EXTENSIBLE;
    return this;
  }

  /**
   * Runs without a lock, though it has keys: the handler takes them when it needs them, by the
   * executor's {@code within}. For what talks to others, who may be slow.
   */
  public Declaration unlocked() {
    this.reach = Reach.NOTHING;
    return this;
  }

  /** An ACL category that doesn't follow from family and flags, without the at sign. */
  public Declaration alsoIn(String category) {
    moreCategories.add(category);
    return this;
  }

  public Declaration tips(String... commandTips) {
    this.tips = List.copyOf(Arrays.asList(commandTips));
    return this;
  }

  /**
   * What COMMAND DOCS tells.
   *
   * @param sinceVersion the Redis version that brought the command
   * @param timeComplexity as the documentation puts it
   * @param oneSentence what it does, in our own words
   */
  public Declaration doc(String sinceVersion, String timeComplexity, String oneSentence) {
    this.since = sinceVersion;
    this.complexity = timeComplexity;
    this.summary = oneSentence;
    return this;
  }

  // ---- read by Command

  Family family() {
    return family;
  }

  Syntax syntax() {
    return syntax;
  }

  Handler handler() {
    return handler;
  }

  String name() {
    return name;
  }

  /** Where a rule has to look for keys, clients are told that they move. */
  Set<Flag> flags() {
    Set<Flag> all = EnumSet.noneOf(Flag.class);
    all.addAll(flags);
    if (!keys.stream().allMatch(KeySpec.Range.class::isInstance)) {
      all.add(Flag.MOVABLEKEYS);
    }
    return Collections.unmodifiableSet(all);
  }

  /** Null where those of the command count. */
  @Nullable Set<Flag> flags(Bytes[] args) {
    return flagsOfCall.apply(args);
  }

  List<KeySpec> keys() {
    return keys;
  }

  int arity() {
    return arity;
  }

  Reach reach() {
    return reach;
  }

  boolean isQuick() {
    return quick || flags.contains(Flag.FAST);
  }

  boolean isLeavingParts() {
    return leavesParts;
  }

  int lastPart() {
    return lastPart;
  }

  String since() {
    return since;
  }

  String complexity() {
    return complexity;
  }

  String summary() {
    return summary;
  }

  List<String> tips() {
    return tips;
  }

  Set<String> categories() {
    return Categories.of(this, moreCategories);
  }

  private static Reach reachOf(List<KeySpec> keys) {
    if (keys.stream().noneMatch(KeySpec::isKey)) {
      return Reach.NOTHING;
    }
    boolean unknown =
        keys.stream()
            .anyMatch(key -> key instanceof KeySpec.Unknown || key instanceof KeySpec.Last);
    return unknown ? Reach.EVERYTHING : Reach.KEYS;
  }
}
