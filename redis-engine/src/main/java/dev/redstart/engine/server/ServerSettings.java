package dev.redstart.engine.server;

import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import java.util.List;

/** The directives of the port. */
final class ServerSettings {

  private static final int DEFAULT_PORT = 6379;
  private static final int MOST_PORTS = 65535;
  private static final int MOST_ADDRESSES = 16;
  private static final int MOST_THREADS = 128;
  private static final int MOST_RIGHTS = 0777;

  final Setting.Whole port;
  final Setting.Text bind;
  final Setting.Switch protectedMode;
  final Setting.Whole backlog;
  final Setting.Whole threads;
  final Setting.Whole keepAlive;
  final Setting.Whole timeout;
  final Setting.Whole maxClients;
  final Setting.Whole longestArgument;
  final Setting.Whole longestRequest;
  final OutputLimits outputLimits;
  final ClientMemory clientMemory;
  final Setting.Text unixSocket;
  final Setting.Text unixSocketRights;

  ServerSettings(Settings settings) {
    port = settings.whole("port", DEFAULT_PORT, 0, MOST_PORTS);
    bind = settings.text("bind", "127.0.0.1 -::1", ServerSettings::addresses);
    protectedMode = settings.yesNo("protected-mode", true);
    backlog = settings.whole("tcp-backlog", 511, 0, Integer.MAX_VALUE);
    threads = settings.whole("io-threads", 1, 1, MOST_THREADS);
    keepAlive = settings.whole("tcp-keepalive", 300, 0, Integer.MAX_VALUE);
    timeout = settings.whole("timeout", 0, 0, Integer.MAX_VALUE);
    maxClients = settings.whole("maxclients", 10_000, 1, Integer.MAX_VALUE);
    longestRequest = settings.memory("client-query-buffer-limit", 1L << 30, 1L << 20);
    longestArgument =
        settings.find("proto-max-bulk-len") instanceof Setting.Whole declared
            ? declared
            : settings.memory("proto-max-bulk-len", 512L << 20);
    outputLimits = new OutputLimits(settings);
    clientMemory = new ClientMemory(settings);
    unixSocket = settings.text("unixsocket", "", text -> text);
    unixSocketRights = settings.text("unixsocketperm", "0", ServerSettings::octal);
    List.of(backlog, threads, unixSocket, unixSocketRights).forEach(settings::fixed);
  }

  private static String addresses(String text) {
    String words = text.trim().replaceAll("\\s+", " ");
    if (Listener.all(words).size() > MOST_ADDRESSES) {
      throw new IllegalArgumentException("Too many bind addresses specified.");
    }
    return words;
  }

  private static String octal(String text) {
    if (!text.matches("[0-7]{1,4}") || Integer.parseInt(text, 8) > MOST_RIGHTS) {
      throw new IllegalArgumentException("argument must be octal digits, 777 at most");
    }
    return text;
  }
}
