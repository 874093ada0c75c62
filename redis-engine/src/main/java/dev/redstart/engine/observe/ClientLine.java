package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Buffers;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Tracking;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.exec.MemoryUse;
import org.jspecify.annotations.Nullable;

/** The line that tells of one client in CLIENT LIST. */
final class ClientLine {

  private static final String UNKNOWN = "?:0";

  private final StringBuilder line = new StringBuilder(320);

  /** As {@code call}, which may be the client's own, sees it. */
  static String of(Client client, Call call) {
    return of(client, call.now(), client == call.client() ? call : null) + "\n";
  }

  /** As it is between two calls, without the line's end. */
  static String of(Client client, long now) {
    return of(client, now, null);
  }

  private static String of(Client client, long now, @Nullable Call running) {
    ClientLine line = new ClientLine();
    line.who(client, now);
    line.doing(client);
    line.buffers(client, running);
    line.said(client);
    return line.line.toString();
  }

  private void who(Client client, long now) {
    field("id", client.id());
    field("addr", client.address().isEmpty() ? UNKNOWN : client.address());
    field("laddr", client.localAddress().isEmpty() ? UNKNOWN : client.localAddress());
    field("fd", -1);
    field("name", client.name());
    field("age", Math.max(0, (now - client.connectedAt()) / 1000));
    field("idle", Math.max(0, (now - client.lastCallAt()) / 1000));
    field("flags", flags(client));
  }

  private void doing(Client client) {
    field("db", client.database());
    field("sub", client.channels());
    field("psub", client.patterns());
    field("ssub", client.shardChannels());
    field("multi", Execution.queued(client));
    field("watch", Execution.watching(client));
  }

  /** What {@code running} took on the wire counts as unread until it is done. */
  private void buffers(Client client, @Nullable Call running) {
    Buffers buffers = client.outbox().buffers();
    long sent = running == null ? 0 : sizeOnTheWire(running);
    long arguments = running == null ? 0 : size(running);
    field("qbuf", buffers.input() + sent);
    field("qbuf-free", buffers.spare());
    field("argv-mem", buffers.arguments() + arguments);
    field("multi-mem", Execution.queuedBytes(client));
    field("rbs", 0);
    field("rbp", 0);
    field("obl", 0);
    field("oll", buffers.chunks());
    field("omem", buffers.output());
    field("tot-mem", MemoryUse.of(client) + sent + arguments);
  }

  private void said(Client client) {
    Command command = client.lastCommand();
    field("events", "r");
    field("cmd", command == null ? "NULL" : command.name());
    field("user", client.user());
    Tracking tracking = client.tracking();
    field("redir", tracking == null ? -1 : tracking.redirect());
    field("resp", client.protocol());
    field("lib-name", client.library());
    field("lib-ver", client.libraryVersion());
  }

  private static long size(Call call) {
    long size = 0;
    for (Bytes arg : call.args()) {
      size += arg.length();
    }
    return size;
  }

  private static long sizeOnTheWire(Call call) {
    long size = header(call.argc());
    for (Bytes arg : call.args()) {
      size += header(arg.length()) + arg.length() + 2;
    }
    return size;
  }

  private static long header(int number) {
    return 3L + Ascii.decimalLength(number);
  }

  private void field(String name, Object value) {
    if (!line.isEmpty()) {
      line.append(' ');
    }
    line.append(name).append('=').append(value);
  }

  private static String flags(Client client) {
    StringBuilder flags = new StringBuilder();
    if (Monitors.isWatching(client)) {
      flags.append('O');
    }
    if (client.subscribed()) {
      flags.append('P');
    }
    if (Execution.queueing(client)) {
      flags.append('x');
    }
    if (client.blocked()) {
      flags.append('b');
    }
    Tracking tracking = client.tracking();
    if (tracking != null) {
      flags.append('t').append(tracking.broken() ? "R" : "");
      flags.append(tracking.mode() == Tracking.Mode.BROADCAST ? "B" : "");
    }
    if (client.noEvict()) {
      flags.append('e');
    }
    if (client.noTouch()) {
      flags.append('T');
    }
    return flags.isEmpty() ? "N" : flags.toString();
  }
}
