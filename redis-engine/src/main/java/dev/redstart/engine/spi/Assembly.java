package dev.redstart.engine.spi;

import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.command.Surroundings;
import dev.redstart.engine.time.Timers;
import dev.redstart.engine.value.Codecs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An engine being put together: what features attach themselves to. */
public final class Assembly {

  private final CommandTable commands = new CommandTable();
  private final Settings settings;
  private final Surroundings surroundings;
  private final Timers timers;
  private final Codecs codecs = new Codecs();
  private final Gates gates = new Gates();
  private final Gates gatesInside = new Gates();
  private final List<WriteListener> writeListeners = new ArrayList<>();
  private final List<KeyspaceListener> keyspaceListeners = new ArrayList<>();
  private @Nullable KeyUseListener keyUseListener;
  private Libraries libraries = Libraries.NONE;
  private BooleanSupplier memoryFull = () -> false;
  private Durability durability = Durability.NONE;
  private Ending ending = Ending.NONE;
  private @Nullable Consumer<String> crash;
  private final List<Consumer<Client>> welcomes = new ArrayList<>();
  private final List<Consumer<Client>> resets = new ArrayList<>();
  private final List<Consumer<Client>> farewells = new ArrayList<>();
  private final List<Runnable> counterResets = new ArrayList<>();
  private final Map<String, List<InfoSection>> info = new LinkedHashMap<>();

  public Assembly(Settings settings, Surroundings surroundings, Timers timers) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.timers = timers;
  }

  /** Where commands are declared. */
  public CommandTable commands() {
    return commands;
  }

  /** Where directives are declared. */
  public Settings settings() {
    return settings;
  }

  /** The keyspace, the clock and chance. */
  public Surroundings surroundings() {
    return surroundings;
  }

  /** Where tasks wait for their time. */
  public Timers timers() {
    return timers;
  }

  /** How values of each type are saved and loaded. */
  public Codecs codecs() {
    return codecs;
  }

  /** Asks {@code gate} before each call, unless {@link #ask} says otherwise. */
  public void gate(GateOrder order, Gate gate) {
    gates.add(order, gate);
  }

  /**
   * As {@link #gate}, for one that is sure to let all calls pass until what is returned runs for
   * the first time, in any thread.
   */
  public Runnable gateOnDemand(GateOrder order, Gate gate) {
    gate(order, gate);
    ask(gate, false);
    AtomicBoolean asked = new AtomicBoolean();
    return () -> {
      if (!asked.get()) {
        ask(gate, true);
        asked.set(true);
      }
    };
  }

  /** As {@link #gate}, before each call that a script makes. Locks are held. */
  public void gateInside(Gate gate) {
    gatesInside.add(gate);
  }

  /**
   * Says whether calls have to ask {@code gate} from now on. One that is sure to let all of them
   * pass should not be asked. Any thread, at any time.
   */
  public void ask(Gate gate, boolean now) {
    gates.ask(gate, now);
    gatesInside.ask(gate, now);
  }

  /** Tells {@code listener} of each write. */
  public void onWrite(WriteListener listener) {
    writeListeners.add(listener);
  }

  /** Tells {@code listener} of each event on a key. */
  public void onKey(KeyspaceListener listener) {
    keyspaceListeners.add(listener);
  }

  /** Tells {@code listener} of reads and changes of keys. There can be one. */
  public void onUse(KeyUseListener listener) {
    if (keyUseListener != null) {
      throw new IllegalStateException("someone listens already");
    }
    keyUseListener = listener;
  }

  /** Tells {@code listener} of each connection that was opened. */
  public void onWelcome(Consumer<Client> listener) {
    welcomes.add(listener);
  }

  /** Tells {@code listener} of each client that wants to be as if it were new. */
  public void onReset(Consumer<Client> listener) {
    resets.add(listener);
  }

  /** Tells {@code listener} of each client that has gone, on whatever thread noticed. */
  public void onFarewell(Consumer<Client> listener) {
    farewells.add(listener);
  }

  /** Gives who says whether memory is full, so that what makes data grow is refused. */
  public void memoryFull(BooleanSupplier full) {
    memoryFull = full;
  }

  /** True while memory is full. Any thread may ask. */
  public boolean isMemoryFull() {
    return memoryFull.getAsBoolean();
  }

  /** Calls {@code listener} when counters start again at zero, as CONFIG RESETSTAT wants. */
  public void onResetCounters(Runnable listener) {
    counterResets.add(listener);
  }

  /** Gives the libraries of functions that are saved and loaded with the keys. */
  public void libraries(Libraries all) {
    libraries = all;
  }

  /** The libraries of functions. */
  public Libraries libraries() {
    return libraries;
  }

  /** Says who knows when a write may be acknowledged. */
  public void durability(Durability newDurability) {
    durability = newDurability;
  }

  /** Knows when a write may be acknowledged. */
  public Durability durability() {
    return durability;
  }

  /** Says who knows how to end the engine. */
  public void ending(Ending newEnding) {
    ending = newEnding;
  }

  /** Knows how to end the engine when its process is told to end. */
  public Ending ending() {
    return ending;
  }

  /** Lets DEBUG end the process with a report of what is said to have happened. */
  public void crash(Consumer<String> newCrash) {
    crash = newCrash;
  }

  /** Ends the process with a report; null where the process is not the engine's own. */
  public @Nullable Consumer<String> crash() {
    return crash;
  }

  /** Adds fields to a section of INFO, named in lower case. */
  public void info(String section, InfoSection fields) {
    info.computeIfAbsent(section, s -> new ArrayList<>(1)).add(fields);
  }

  /** The gates of scripts' calls. */
  public Gates gatesInside() {
    return gatesInside;
  }

  /** The gates of calls. */
  public Gates gates() {
    return gates;
  }

  public List<WriteListener> writeListeners() {
    return writeListeners;
  }

  public List<KeyspaceListener> keyspaceListeners() {
    return keyspaceListeners;
  }

  public @Nullable KeyUseListener keyUseListener() {
    return keyUseListener;
  }

  public List<Consumer<Client>> welcomes() {
    return welcomes;
  }

  public List<Consumer<Client>> resets() {
    return resets;
  }

  public List<Consumer<Client>> farewells() {
    return farewells;
  }

  /** Who is told when counters start again. */
  public List<Runnable> counterResets() {
    return counterResets;
  }

  /** The sections of INFO, in the order of their first declaration. */
  public Map<String, List<InfoSection>> info() {
    return info;
  }
}
