package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Glob;
import dev.redstart.engine.bytes.LosslessText;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Handler;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CONFIG: reads and changes directives. */
final class ConfigCommands {

  /** Where files are written: who may change that can write files anywhere. */
  private static final Set<String> PROTECTED = Set.of("dir", "dbfilename");

  private final Settings settings;
  private final Permitted permitted;
  private final Runnable resetCounters;

  private ConfigCommands(Settings settings, Runnable resetCounters) {
    this.settings = settings;
    this.permitted = new Permitted(settings, "enable-protected-configs");
    this.resetCounters = resetCounters;
  }

  /**
   * @param resetCounters starts all counters that INFO shows again at zero
   */
  static void declare(Family family, Settings settings, Runnable resetCounters) {
    ConfigCommands commands = new ConfigCommands(settings, resetCounters);
    command(family, "CONFIG GET parameter [parameter ...]", commands::get)
        .doc(
            "2.0.0",
            "O(N) when N is the number of configuration parameters provided",
            "Tells the values of directives, by name or by pattern.");
    command(family, "CONFIG SET parameter value [parameter value ...]", commands::set)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc(
            "2.0.0",
            "O(N) when N is the number of configuration parameters provided",
            "Changes directives: all that are named, or none.");
    command(family, "CONFIG RESETSTAT", commands::resetstat)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc("2.0.0", "O(1)", "Starts the counters of INFO again at zero.");
    command(family, "CONFIG REWRITE", commands::rewrite)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc("2.8.0", "O(1)", "Writes the directives to the configuration file.");
  }

  private static Declaration command(Family family, String line, Handler handler) {
    return family.control(line, handler).admin().noscript().anytime();
  }

  private Reply get(Call call) {
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 2; i < call.argc(); i++) {
      find(call.arg(i), found);
    }
    List<Reply> flat = new ArrayList<>(2 * found.size());
    found.forEach(
        (name, text) -> {
          flat.add(Reply.bulk(name));
          flat.add(Reply.bulk(LosslessText.bytes(text)));
        });
    return new Reply.Dict(flat);
  }

  private void find(Bytes wanted, Map<String, String> found) {
    String name = wanted.toString();
    Setting exact = settings.find(name);
    if (exact != null) {
      found.put(name, exact.text());
      return;
    }
    Glob pattern = Glob.ignoringCase(wanted);
    for (Setting setting : settings.all()) {
      if (setting.hidden()) {
        continue;
      }
      put(setting.name(), setting, pattern, found);
      setting.aliases().forEach(alias -> put(alias, setting, pattern, found));
    }
  }

  private static void put(String name, Setting setting, Glob pattern, Map<String, String> found) {
    if (pattern.matches(Bytes.of(name))) {
      found.put(name, setting.text());
    }
  }

  /**
   * What one argument of CONFIG SET asks for.
   *
   * @param name the setting's, or an alias of it
   */
  private record Change(String name, Setting setting, String text) {}

  private Reply set(Call call) {
    if (call.argc() % 2 != 0) {
      throw Errors.syntax();
    }
    List<Change> changes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 2; i < call.argc(); i += 2) {
      String name = call.arg(i).toString();
      String lower = name.toLowerCase(Locale.ROOT);
      Setting setting = settings.find(lower);
      if (setting == null) {
        throw Errors.quoting(
            "ERR Unknown option or number of arguments for CONFIG SET - '", call.arg(i), "'");
      }
      if (setting.fixed()) {
        throw failed(name, "can't set immutable config");
      }
      if (PROTECTED.contains(setting.name()) && !permitted.allows(call.client())) {
        throw failed(name, "can't set protected config");
      }
      if (!names.add(lower)) {
        throw failed(name, "duplicate parameter");
      }
      changes.add(new Change(lower, setting, LosslessText.of(call.arg(i + 1))));
    }
    apply(changes);
    return Reply.ok();
  }

  /** All or nothing: what was changed before a value is refused gets its old one back. */
  private static void apply(List<Change> changes) {
    Map<Setting, String> before = new LinkedHashMap<>();
    for (Change change : changes) {
      before.putIfAbsent(change.setting, change.setting.text());
      try {
        change.setting.parse(change.text);
      } catch (IllegalArgumentException e) {
        restore(before);
        throw failed(change.name, e.getMessage());
      }
    }
  }

  /** The last change first, so that directives that depend on each other fit all the way back. */
  private static void restore(Map<Setting, String> before) {
    List<Map.Entry<Setting, String>> changed = new ArrayList<>(before.entrySet());
    for (int i = changed.size() - 1; i >= 0; i--) {
      changed.get(i).getKey().parse(changed.get(i).getValue());
    }
  }

  private static CommandException failed(String name, @Nullable String why) {
    return new CommandException(
        "ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + why);
  }

  private Reply resetstat(Call call) {
    resetCounters.run();
    return Reply.ok();
  }

  private Reply rewrite(Call call) {
    Settings.Rewriter rewriter = settings.rewriter();
    if (rewriter == null) {
      throw new CommandException("ERR The server is running without a config file");
    }
    try {
      rewriter.rewrite(false);
    } catch (IllegalStateException e) {
      throw new CommandException("ERR Rewriting config file: " + e.getMessage());
    }
    return Reply.ok();
  }
}
