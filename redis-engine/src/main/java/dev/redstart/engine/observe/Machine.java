package dev.redstart.engine.observe;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** What INFO tells of the process and its machine: memory and processor time. Any thread. */
final class Machine {

  private static final double KILO = 1024;

  private final AtomicLong peak = new AtomicLong();

  /** The heap stands for what a native server allocates: it is what the engine's data lives in. */
  void memory(BiConsumer<String, Object> field) {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    long highest = peak.accumulateAndGet(used, Math::max);
    sized(field, "used_memory", used);
    sized(field, "used_memory_rss", runtime.totalMemory());
    sized(field, "used_memory_peak", highest);
    field.accept("used_memory_peak_perc", percent(used, highest));
    sized(field, "total_system_memory", system().getTotalMemorySize());
    sized(field, "used_memory_lua", 0);
    sized(field, "used_memory_scripts", 0);
    field.accept("heap_max", runtime.maxMemory());
    field.accept("mem_fragmentation_ratio", ratio(runtime.totalMemory(), used));
    field.accept("mem_fragmentation_bytes", runtime.totalMemory() - used);
    field.accept("mem_allocator", "jvm");
    field.accept("active_defrag_running", 0);
    field.accept("lazyfree_pending_objects", 0);
    field.accept("lazyfreed_objects", 0);
  }

  void cpu(BiConsumer<String, Object> field) {
    double seconds = system().getProcessCpuTime() / 1e9;
    field.accept("used_cpu_sys", sixDigits(0));
    field.accept("used_cpu_user", sixDigits(seconds));
    field.accept("used_cpu_sys_children", sixDigits(0));
    field.accept("used_cpu_user_children", sixDigits(0));
  }

  /** A number of bytes, and beside it the same for people. */
  static void sized(BiConsumer<String, Object> field, String name, long bytes) {
    field.accept(name, bytes);
    field.accept(name + "_human", human(bytes));
  }

  private static String human(long bytes) {
    if (bytes < KILO) {
      return bytes + "B";
    }
    double size = bytes / KILO;
    String unit = "K";
    for (String next : new String[] {"M", "G", "T"}) {
      if (size >= KILO) {
        size /= KILO;
        unit = next;
      }
    }
    return String.format(Locale.ROOT, "%.2f%s", size, unit);
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.2f%%", whole == 0 ? 0 : 100.0 * part / whole);
  }

  private static String ratio(long one, long other) {
    return String.format(Locale.ROOT, "%.2f", other == 0 ? 0 : (double) one / other);
  }

  private static String sixDigits(double number) {
    return String.format(Locale.ROOT, "%.6f", number);
  }

  private static OperatingSystemMXBean system() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }
}
