package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.persistence.LastSave;
import dev.redstart.engine.persistence.LastSave.Wish;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Ending;
import dev.redstart.engine.time.Clock;
import dev.redstart.engine.time.Timers;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the engine as its callers may wish it: by SHUTDOWN, or by a signal to the program.
 * What is to be saved is saved first; where that fails, the engine goes on.
 */
public final class Shutdown implements Ending {

  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
  private static final Set<String> WORDS = Set.of("SAVE", "NOSAVE", "NOW", "FORCE", "ABORT");
  private static final Reply FAILED =
      new Reply.Failure("ERR Errors trying to SHUTDOWN. Check logs.");

  private final Execution execution;
  private final LastSave lastSave;
  private final @Nullable Runnable stop;
  private final Timers timers;
  private final Clock clock;
  private final Settings settings;
  private final List<Client> waiting = new CopyOnWriteArrayList<>();
  private Timers.@Nullable Timer scheduled;
  private boolean begun;

  /**
   * @param stop asks whoever owns the engine to close it, and does not wait for that; null where
   *     SHUTDOWN is refused
   */
  public Shutdown(
      Assembly engine, Execution execution, LastSave lastSave, @Nullable Runnable stop) {
    this.timers = engine.timers();
    this.clock = engine.surroundings().clock();
    this.settings = engine.settings();
    this.execution = execution;
    this.lastSave = lastSave;
    this.stop = stop;
  }

  void declare(Family family) {
    Setting.Text.Syntax words = DirectiveTexts::onSignal;
    settings.text("shutdown-on-sigint", "default", words);
    settings.text("shutdown-on-sigterm", "default", words);
    family
        .control("SHUTDOWN [NOSAVE | SAVE] [NOW] [FORCE] [ABORT]", this::shutdown)
        .admin()
        .noscript()
        .anytime()
        .flag(Flag.NO_MULTI)
        .flag(Flag.ALLOW_BUSY)
        .doc(
            "1.0.0",
            "O(N) when saving, where N is the total number of keys in all databases when saving"
                + " data, otherwise O(1)",
            "Ends the server.");
  }

  private Reply shutdown(Call call) {
    Set<String> words = new HashSet<>();
    for (int i = 1; i < call.argc(); i++) {
      words.add(word(call.arg(i)));
    }
    boolean abort = words.contains("ABORT");
    if ((abort && words.size() > 1) || (words.contains("SAVE") && words.contains("NOSAVE"))) {
      throw Errors.syntax();
    }
    if (abort) {
      return abort();
    }
    if (stop == null) {
      throw new CommandException("ERR SHUTDOWN is up to the application that the engine runs in");
    }
    call.onceWaiting(() -> begin(words, call.client()));
    return call.waitForTime(0, Reply.Absent.NOTHING);
  }

  private static String word(Bytes argument) {
    String word = argument.toString().toUpperCase(Locale.ROOT);
    if (!WORDS.contains(word)) {
      throw Errors.syntax();
    }
    return word;
  }

  private synchronized Reply abort() {
    Timers.Timer soon = scheduled;
    if (soon == null) {
      throw new CommandException("ERR No shutdown in progress.");
    }
    soon.cancel();
    scheduled = null;
    LOG.info("Shutdown manually aborted.");
    return Reply.ok();
  }

  @Override
  public synchronized boolean soon(String directive) {
    if (begun || scheduled != null) {
      return false;
    }
    Setting how = settings.find(directive);
    String text = how == null ? "" : how.text().toUpperCase(Locale.ROOT);
    Set<String> words = Set.of(text.split(" ", -1));
    scheduled = timers.at(clock.millis(), () -> begin(words, null));
    return true;
  }

  /** On a thread of its own: saving takes its time, and the callers' thread serves others. */
  private synchronized void begin(Set<String> words, @Nullable Client client) {
    scheduled = null;
    if (client != null) {
      waiting.add(client);
    }
    if (!begun) {
      begun = true;
      LOG.info("User requested shutdown...");
      new Thread(() -> end(words), "redstart-shutdown").start();
    }
  }

  private void end(Set<String> words) {
    Runnable then = stop;
    boolean force = words.contains("FORCE");
    if (then != null && lastSave.before(wish(words), force)) {
      then.run();
      answer(Reply.Absent.NOTHING);
      return;
    }
    LOG.warn("Errors trying to shut down. Check the logs for more information.");
    synchronized (this) {
      begun = false;
    }
    answer(FAILED);
  }

  private void answer(Reply reply) {
    List<Client> all = List.copyOf(waiting);
    waiting.removeAll(all);
    all.forEach(client -> execution.executor().unblock(client, reply));
  }

  private static Wish wish(Set<String> words) {
    if (words.contains("SAVE")) {
      return Wish.ALWAYS;
    }
    return words.contains("NOSAVE") ? Wish.NEVER : Wish.WHERE_SAVE_POINTS_ARE;
  }

  @Override
  public void giveUp() {
    lastSave.removeUnfinished();
  }
}
