package dev.redstart.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What is wrong, or soon will be, with a Redis that answers: in words, and how bad it is.
 *
 * @param state the worst of all
 * @param reasons one sentence for each finding, the worst first
 */
record Findings(State state, List<String> reasons) {

  /** How bad it is, from good to bad. */
  enum State {
    /** It serves. */
    SERVING,
    /** It is starting. */
    LOADING,
    /** It reads, but refuses writes. */
    REFUSING_WRITES
  }

  private static final int MEGA = 1 << 20;

  /**
   * Looks at what INFO tells.
   *
   * @param pressure from which share of the memory limit on it is worth a word
   * @param directives gives the value of a directive, empty where it isn't told
   */
  static Findings of(ServerInfo info, double pressure, UnaryOperator<String> directives) {
    List<String> refusals = new ArrayList<>();
    List<String> loading = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    if (info.number("loading") > 0) {
      loading.add("Data are being loaded; until that is done, calls are refused (LOADING).");
    }
    memory(info, pressure, refusals, warnings);
    disk(info, directives, refusals, warnings);
    if (info.isSomewhere("master_link_status", "down")) {
      warnings.add("The link to its master is down; what it answers may be old.");
    }
    State state =
        !refusals.isEmpty()
            ? State.REFUSING_WRITES
            : loading.isEmpty() ? State.SERVING : State.LOADING;
    List<String> all = new ArrayList<>(refusals);
    all.addAll(loading);
    all.addAll(warnings);
    return new Findings(state, all);
  }

  private static void memory(
      ServerInfo info, double pressure, List<String> refusals, List<String> warnings) {
    double used = info.number("used_memory");
    double max = info.number("maxmemory");
    if (!(max > 0) || used < max * pressure) {
      return;
    }
    String policy = info.text("maxmemory_policy");
    boolean mayEvict = !policy.contains("noeviction") && !nothingToEvict(info, policy);
    String figures =
        String.format(Locale.ROOT, "%.1f of %.1f MB are used", used / MEGA, max / MEGA);
    if (mayEvict) {
      return;
    }
    String why =
        policy.contains("noeviction")
            ? "maxmemory-policy is noeviction"
            : "maxmemory-policy is " + policy + " and no key has a time to live";
    if (used > max) {
      refusals.add(
          "Memory is full: " + figures + ", and " + why + ", so that writes are refused (OOM).");
    } else {
      warnings.add(
          "Memory is nearly full: "
              + figures
              + ", and "
              + why
              + ", so that writes will be refused.");
    }
  }

  private static boolean nothingToEvict(ServerInfo info, String policy) {
    return policy.startsWith("volatile-")
        && info.namesAfter("db").stream().noneMatch(db -> info.number("db" + db, "expires") > 0);
  }

  private static void disk(
      ServerInfo info,
      UnaryOperator<String> directives,
      List<String> refusals,
      List<String> warnings) {
    if (info.isSomewhere("aof_last_write_status", "err")) {
      refusals.add(
          "The append only file can't be written: writes are refused (MISCONF) until it can. Is the"
              + " disk full?");
    }
    if (info.isSomewhere("aof_last_bgrewrite_status", "err")) {
      warnings.add("The last rewriting of the append only file failed; it goes on growing.");
    }
    if (info.isSomewhere("rdb_last_bgsave_status", "err")) {
      boolean stops =
          directives.apply("stop-writes-on-bgsave-error").equals("yes")
              && !directives.apply("save").isEmpty();
      if (stops) {
        refusals.add(
            "The last snapshot could not be written: writes are refused (MISCONF) until one can. Is"
                + " the disk full?");
      } else {
        warnings.add("The last snapshot could not be written; the one before is getting old.");
      }
    }
  }
}
