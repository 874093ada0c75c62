package dev.redstart.engine.server;

import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The directives of encrypted connections. */
final class TlsSettings {

  private static final int MOST_PORTS = 65535;

  final Setting.Whole port;
  final Setting.Text certificate;
  final Setting.Text key;
  final Setting.Text keyPassword;
  final Setting.Text authorities;
  final Setting.Text authoritiesDirectory;
  final Setting.Choice clients;
  final Setting.Text protocols;
  final Setting.Text ciphers;
  final Setting.Text cipherSuites;
  final Setting.Whole cacheSize;
  final Setting.Whole cacheSeconds;

  TlsSettings(Settings settings) {
    port = settings.whole("tls-port", 0, 0, MOST_PORTS);
    settings.fixed(port);
    certificate = text(settings, "tls-cert-file");
    key = text(settings, "tls-key-file");
    keyPassword = text(settings, "tls-key-file-pass");
    authorities = text(settings, "tls-ca-cert-file");
    authoritiesDirectory = text(settings, "tls-ca-cert-dir");
    clients = settings.choice("tls-auth-clients", "yes", Set.of("no", "yes", "optional"));
    protocols = text(settings, "tls-protocols");
    ciphers = text(settings, "tls-ciphers");
    cipherSuites = text(settings, "tls-ciphersuites");
    cacheSize = settings.whole("tls-session-cache-size", 20 * 1024, 0, Integer.MAX_VALUE);
    cacheSeconds = settings.whole("tls-session-cache-timeout", 300, 0, Integer.MAX_VALUE);
  }

  /** Those that a running port takes new values of. */
  List<Setting> changeable() {
    return List.of(
        certificate,
        key,
        keyPassword,
        authorities,
        authoritiesDirectory,
        clients,
        protocols,
        ciphers,
        cipherSuites,
        cacheSize,
        cacheSeconds);
  }

  /** The words of a text between blanks or colons, none where it is empty. */
  static List<String> words(Setting.Text setting) {
    return Arrays.stream(setting.get().trim().split("[\\s:]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static Setting.Text text(Settings settings, String name) {
    return settings.text(name, "", value -> value);
  }
}
