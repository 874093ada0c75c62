package dev.redstart.engine.server;

import dev.redstart.engine.command.Settings;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import java.util.Map;

/**
 * Directives that programs give to a redis-server at its start and that mean nothing here, or
 * nothing yet: they are taken and shown, so that such a start works. Installed after all features
 * that know directives.
 */
final class IdleDirectives implements Feature {

  private static final Map<String, String> INITIAL =
      Map.ofEntries(
          Map.entry("daemonize", "no"),
          Map.entry("supervised", "no"),
          Map.entry("pidfile", ""),
          Map.entry("logfile", ""),
          Map.entry("loglevel", "notice"),
          Map.entry("always-show-logo", "no"),
          Map.entry("proc-title-template", "{title} {listen-addr} {server-mode}"),
          Map.entry("dir", "."),
          Map.entry("dbfilename", "dump.rdb"),
          Map.entry("save", ""),
          Map.entry("appendonly", "no"),
          Map.entry("enable-debug-command", "no"),
          Map.entry("enable-protected-configs", "no"),
          Map.entry("enable-module-command", "no"));

  @Override
  public void install(Assembly engine) {
    Settings settings = engine.settings();
    INITIAL.forEach(
        (name, text) -> {
          if (settings.find(name) == null) {
            settings.fixed(settings.text(name, text, value -> value));
          }
        });
  }
}
