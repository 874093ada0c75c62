package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.LosslessText;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.InfoSection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * INFO: what the engine tells of itself. The sections' fields come from whoever knows them; a field
 * that is told twice has what was told last.
 */
final class Info {

  /** The sections in Redis' order, with their titles. Others follow in the order they came. */
  private static final Map<String, String> TITLES = titles();

  /** What is left out unless it is asked for. */
  private static final Set<String> NOT_DEFAULT = Set.of("commandstats", "latencystats");

  /** What is left out even of everything. */
  private static final String HIDDEN = "debug";

  private final Map<String, List<InfoSection>> sections;

  private Info(Map<String, List<InfoSection>> sections) {
    this.sections = sections;
  }

  /**
   * @param sections asked when INFO is called
   */
  static void declare(Family family, Map<String, List<InfoSection>> sections) {
    Info info = new Info(sections);
    family
        .control("INFO [section [section ...]]", info::reply)
        .everywhere()
        .anytime()
        .alsoIn("dangerous")
        .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
        .doc("1.0.0", "O(1)", "Tells about the server, section by section.");
  }

  private Reply reply(Call call) {
    StringBuilder text = new StringBuilder();
    for (String section : wanted(call)) {
      append(section, text);
    }
    return new Reply.Verbatim("txt", LosslessText.bytes(text.toString()));
  }

  private Set<String> wanted(Call call) {
    Set<String> asked = new LinkedHashSet<>();
    for (int i = 1; i < call.argc(); i++) {
      asked.add(call.arg(i).toString().toLowerCase(Locale.ROOT));
    }
    boolean all = asked.contains("all") || asked.contains("everything");
    boolean usual = asked.isEmpty() || asked.contains("default");
    Set<String> wanted = known();
    wanted.removeIf(
        name ->
            !asked.contains(name)
                && (name.equals(HIDDEN) || !(all || (usual && !NOT_DEFAULT.contains(name)))));
    return wanted;
  }

  private Set<String> known() {
    Set<String> known = new LinkedHashSet<>(TITLES.keySet());
    known.addAll(sections.keySet());
    known.retainAll(sections.keySet());
    return known;
  }

  private void append(String section, StringBuilder text) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (InfoSection part : sections.getOrDefault(section, List.of())) {
      part.describe(fields::put);
    }
    if (!text.isEmpty()) {
      text.append("\r\n");
    }
    text.append("# ").append(title(section)).append("\r\n");
    fields.forEach((name, value) -> text.append(name).append(':').append(value).append("\r\n"));
  }

  private static String title(String section) {
    String title = TITLES.get(section);
    return title != null
        ? title
        : section.substring(0, 1).toUpperCase(Locale.ROOT) + section.substring(1);
  }

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    List<String> inOrder =
        List.of(
            "Server",
            "Clients",
            "Memory",
            "Persistence",
            "Stats",
            "Replication",
            "CPU",
            "Modules",
            "Commandstats",
            "Errorstats",
            "Latencystats",
            "Cluster",
            "Keyspace");
    inOrder.forEach(title -> titles.put(title.toLowerCase(Locale.ROOT), title));
    return titles;
  }
}
