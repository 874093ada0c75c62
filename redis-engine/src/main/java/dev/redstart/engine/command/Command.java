package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Bytes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A command, or a subcommand of one, with all that was declared of it and what follows from that.
 * Immutable once the engine is built, but for its counters.
 */
public final class Command {

  /** Which shards a call locks. */
  public enum Reach {
    /** None. */
    NOTHING,
    /** Those of its keys. */
    KEYS,
    /** Those of its keys first, and whatever it turns out to need while it runs. */
    EXTENSIBLE,
    /** All. */
    EVERYTHING
  }

  private final String name;
  private final int index;
  private final Syntax syntax;
  private final Handler handler;
  private final Declaration declared;
  private final Set<Flag> flags;
  private final boolean write;
  private final KeySpec[] keys;
  private final boolean sideWrite;
  private final int firstKey;
  private final boolean singleKey;
  private final boolean quick;
  private final boolean leavesParts;
  private final int lastPart;
  private final Map<String, Command> subcommands = new LinkedHashMap<>();
  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder rejections = new LongAdder();
  private final Timings timings = new Timings();

  /**
   * @param index its number in the table
   */
  Command(Declaration declared, int index) {
    this.declared = declared;
    this.index = index;
    this.syntax = declared.syntax();
    this.name = declared.name();
    this.handler = declared.handler();
    this.flags = declared.flags();
    this.write = flags.contains(Flag.WRITE);
    this.keys = declared.keys().stream().filter(KeySpec::isKey).toArray(KeySpec[]::new);
    this.sideWrite = flags.contains(Flag.MAY_REPLICATE);
    this.firstKey = firstKey(declared.keys());
    this.quick = declared.isQuick();
    this.leavesParts = declared.isLeavingParts();
    this.lastPart = declared.lastPart();
    this.singleKey = isSingleKey(declared.keys()) && declared.reach() == Reach.KEYS;
  }

  /** The name in lower case; {@code client|kill} for a subcommand. */
  public String name() {
    return name;
  }

  /** Its number among all commands and subcommands of the engine, from 0 on. */
  public int index() {
    return index;
  }

  /** The syntax line it was declared with. */
  public String syntaxLine() {
    return syntax.line();
  }

  /** The arguments as a tree, for COMMAND DOCS. */
  public List<Argument> arguments() {
    return ArgumentTree.of(syntax, declared.keys().size());
  }

  /** The syntax line as a tree. */
  public Syntax syntax() {
    return syntax;
  }

  public Handler handler() {
    return handler;
  }

  /** As COMMAND INFO counts: exactly so many arguments, or at least so many where negative. */
  public int arity() {
    return declared.arity();
  }

  /**
   * True where a call with {@code argc} arguments, the name included, is neither too short nor too
   * long.
   */
  public boolean accepts(int argc) {
    int arity = declared.arity();
    return arity >= 0 ? argc == arity : argc >= -arity;
  }

  public boolean has(Flag flag) {
    return flags.contains(flag);
  }

  /** True for a command that may change data. */
  public boolean isWrite() {
    return write;
  }

  /** As {@link #has(Flag)}, of one call: of scripts, the first line may tell what they do. */
  public boolean has(Flag flag, Bytes[] args) {
    Set<Flag> ofCall = declared.flags(args);
    return (ofCall == null ? flags : ofCall).contains(flag);
  }

  /** True for a command that may change data, or what is kept beside them. */
  public boolean mayWrite() {
    return write || sideWrite;
  }

  /**
   * True for a command whose calls take next to no time each: those that Redis calls fast, and some
   * more.
   */
  public boolean isQuick() {
    return quick;
  }

  /** See {@link Declaration#leavesParts}. */
  boolean leavesParts() {
    return leavesParts;
  }

  /** The place of the last argument of {@code args} that names a part; before 2 for none. */
  int lastPart(Bytes[] args) {
    return lastPart < 0 ? args.length + lastPart : lastPart;
  }

  public Set<Flag> flags() {
    return flags;
  }

  /** The key specifications, none for a command without keys. */
  public List<KeySpec> keySpecs() {
    return declared.keys();
  }

  /** Which shards a call locks. */
  public Reach reach() {
    return declared.reach();
  }

  /** The index of the first key where it stands at a fixed place, else 0. */
  public int firstKey() {
    return firstKey;
  }

  /** True where each call has exactly one key, at {@link #firstKey}. */
  public boolean hasSingleKey() {
    return singleKey;
  }

  /**
   * How a call uses the keys of {@code spec}, in COMMAND INFO's words. Options may tell more than
   * the declaration: SET reads a key only to answer its old value, BITFIELD may only read it.
   */
  public String access(KeySpec spec, Bytes[] args) {
    return spec.access().endsWith(VariableAccess.MARK)
        ? VariableAccess.of(name, args)
        : spec.access();
  }

  /** Calls {@code each} with the index of each key of a call. */
  public void forEachKey(Bytes[] args, IntConsumer each) {
    for (KeySpec spec : keys) {
      spec.find(args, each);
    }
  }

  Family family() {
    return declared.family();
  }

  /**
   * The group that the documentation files it under: {@code string}, {@code sorted-set}, {@code
   * server} …
   */
  public String group() {
    return declared.family().group();
  }

  /** The letter of notify-keyspace-events that its events belong to. */
  public char eventClass() {
    return declared.family().eventClass();
  }

  /** ACL categories without the at sign. */
  public Set<String> categories() {
    return declared.categories();
  }

  /** The Redis version that brought it. */
  public String since() {
    return declared.since();
  }

  public String complexity() {
    return declared.complexity();
  }

  /** One sentence, in our own words. */
  public String summary() {
    return declared.summary();
  }

  public List<String> tips() {
    return declared.tips();
  }

  /** The subcommand of that name, in lower case. */
  public @Nullable Command subcommand(String word) {
    return subcommands.get(word);
  }

  /** Its subcommands, in the order of their declaration; none for most commands. */
  public Collection<Command> subcommands() {
    return subcommands.values();
  }

  void addSubcommand(String word, Command subcommand) {
    if (subcommands.putIfAbsent(word, subcommand) != null) {
      throw new IllegalStateException("declared twice: " + subcommand.name());
    }
  }

  // ---- counters, for INFO

  /** Counts a call that ran. */
  public void countCall() {
    calls.increment();
  }

  /** Counts a call whose handler answered with an error. */
  public void countFailure() {
    failures.increment();
  }

  /** Counts a call that was refused before it ran. */
  public void countRejection() {
    rejections.increment();
  }

  public long calls() {
    return calls.sum();
  }

  public long failures() {
    return failures.sum();
  }

  public long rejections() {
    return rejections.sum();
  }

  /** How long its calls took. */
  public Timings timings() {
    return timings;
  }

  /** Starts the counters again at zero. */
  public void resetCounters() {
    calls.reset();
    failures.reset();
    rejections.reset();
    timings.reset();
  }

  @Override
  public String toString() {
    return name;
  }

  private static int firstKey(List<KeySpec> keys) {
    return !keys.isEmpty() && keys.get(0) instanceof KeySpec.Range range ? range.first() : 0;
  }

  private static boolean isSingleKey(List<KeySpec> keys) {
    return keys.size() == 1 && keys.get(0) instanceof KeySpec.Range range && range.last() == 0;
  }
}
