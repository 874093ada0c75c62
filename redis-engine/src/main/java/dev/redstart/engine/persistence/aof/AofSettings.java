package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The directives of the log. */
final class AofSettings {

  private static final long REWRITE_FROM = 64L << 20;

  final Setting.Switch on;
  final Setting.Text directory;
  final Setting.Text fileName;
  final Setting.Choice sync;
  final Setting.Switch loadTruncated;
  final Setting.Switch rdbBase;
  final Setting.Switch timestamps;
  final Setting.Switch noSyncOnRewrite;
  final Setting.Switch keepHistory;
  final Setting.Whole growth;
  final Setting.Whole leastSize;

  /** No directive: DEBUG sets it. */
  final Hesitation hesitation = new Hesitation();

  AofSettings(Settings settings) {
    this.on = settings.yesNo("appendonly", false);
    this.directory = name(settings, "appenddirname", "appendonlydir");
    this.fileName = name(settings, "appendfilename", "appendonly.aof");
    Set<String> choices = new LinkedHashSet<>(List.of("everysec", "always", "no"));
    this.sync = settings.choice("appendfsync", "everysec", choices);
    this.loadTruncated = settings.yesNo("aof-load-truncated", true);
    this.rdbBase = settings.yesNo("aof-use-rdb-preamble", true);
    this.timestamps = settings.yesNo("aof-timestamp-enabled", false);
    this.noSyncOnRewrite = settings.yesNo("no-appendfsync-on-rewrite", false);
    this.keepHistory = settings.yesNo("aof-disable-auto-gc", false);
    settings.hidden(keepHistory);
    this.growth = settings.whole("auto-aof-rewrite-percentage", 100, 0, Integer.MAX_VALUE);
    this.leastSize = settings.memory("auto-aof-rewrite-min-size", REWRITE_FROM, 0);
  }

  private static Setting.Text name(Settings settings, String directive, String initial) {
    Setting.Text name =
        settings.text(
            directive,
            initial,
            text -> {
              if (text.isEmpty()) {
                throw new IllegalArgumentException(directive + " can't be empty");
              }
              if (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0 || text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(directive + " can't be a path, just a filename");
              }
              return text;
            });
    settings.fixed(name);
    return name;
  }

  boolean always() {
    return sync.get().equals("always");
  }

  boolean never() {
    return sync.get().equals("no");
  }
}
