package dev.redstart.engine.server;

import dev.redstart.engine.command.MemorySize;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;

/**
 * The directive maxmemory-clients: how much memory the buffers of all clients together may take, in
 * bytes or as a part of maxmemory.
 */
final class ClientMemory {

  private static final int PERCENT = 100;

  private final Settings settings;
  private final Setting.Text limit;

  ClientMemory(Settings settings) {
    this.settings = settings;
    this.limit = settings.text("maxmemory-clients", "0", ClientMemory::normalize);
  }

  boolean isLimited() {
    return !limit.get().equals("0");
  }

  /** Calls {@code listener} after each change of the limit. */
  void onChange(Runnable listener) {
    settings.onChange(limit, listener);
  }

  /** In bytes, 0 for no limit. */
  long limit() {
    String text = limit.get();
    if (!text.endsWith("%")) {
      return Long.parseLong(text);
    }
    long part = Long.parseLong(text.substring(0, text.length() - 1));
    return settings.find("maxmemory") instanceof Setting.Whole whole
        ? whole.get() / PERCENT * part
        : 0;
  }

  private static String normalize(String text) {
    if (text.matches("[0-9]{1,9}%")) {
      long part = Long.parseLong(text.substring(0, text.length() - 1));
      if (part > PERCENT) {
        throw new IllegalArgumentException("percentage argument must be less or equal to 100");
      }
      return part + "%";
    }
    try {
      return Long.toString(MemorySize.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("argument must be a memory or percent value", e);
    }
  }
}
