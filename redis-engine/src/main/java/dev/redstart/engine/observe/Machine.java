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
  private final long atStart = used();

  /** The bytes of the heap that are in use, what the collector has not looked at included. */
  static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** What was in use when the engine was made. */
  long atStart() {
    return atStart;
  }

  /** The most that was in use whenever someone has looked. */
  long peak() {
    return peak.accumulateAndGet(used(), Math::max);
  }

  /** Forgets the peak. */
  void resetPeak() {
    peak.set(used());
  }

  /**
   * The heap stands for what a native server allocates: it is what the engine's data lives in.
   *
   * @param overhead bytes that are no one's data
   * @param buffers bytes that wait in clients' buffers
   */
  void memory(long overhead, long buffers, BiConsumer<String, Object> field) {
    Runtime runtime = Runtime.getRuntime();
    long total = runtime.totalMemory();
    long used = used();
    long highest = peak.accumulateAndGet(used, Math::max);
    sized(field, "used_memory", used);
    sized(field, "used_memory_rss", total);
    sized(field, "used_memory_peak", highest);
    field.accept("used_memory_peak_perc", percent(used, highest));
    long known = Math.min(used, overhead);
    field.accept("used_memory_overhead", known);
    field.accept("used_memory_startup", atStart);
    field.accept("used_memory_dataset", used - known);
    field.accept("used_memory_dataset_perc", percent(used - known, Math.max(1, used - atStart)));
    field.accept("allocator_allocated", used);
    field.accept("allocator_active", total);
    field.accept("allocator_resident", total);
    field.accept("allocator_muzzy", 0);
    sized(field, "total_system_memory", system().getTotalMemorySize());
    field.accept("heap_max", runtime.maxMemory());
    scripts(field);
    field.accept("allocator_frag_ratio", ratio(total, used));
    field.accept("allocator_frag_bytes", total - used);
    field.accept("allocator_rss_ratio", "1.00");
    field.accept("allocator_rss_bytes", 0);
    field.accept("rss_overhead_ratio", "1.00");
    field.accept("rss_overhead_bytes", 0);
    field.accept("mem_fragmentation_ratio", ratio(total, used));
    field.accept("mem_fragmentation_bytes", total - used);
    buffers(buffers, field);
    field.accept("mem_allocator", "jvm");
    field.accept("mem_overhead_db_hashtable_rehashing", 0);
    field.accept("active_defrag_running", 0);
    field.accept("lazyfree_pending_objects", 0);
    field.accept("lazyfreed_objects", 0);
  }

  private static void buffers(long buffers, BiConsumer<String, Object> field) {
    field.accept("mem_not_counted_for_evict", 0);
    field.accept("mem_replication_backlog", 0);
    field.accept("mem_total_replication_buffers", 0);
    field.accept("mem_clients_slaves", 0);
    field.accept("mem_clients_normal", buffers);
    field.accept("mem_cluster_links", 0);
    field.accept("mem_aof_buffer", 0);
  }

  /** Zeros: whoever runs scripts tells again. */
  private static void scripts(BiConsumer<String, Object> field) {
    sized(field, "used_memory_lua", 0);
    field.accept("used_memory_vm_eval", 0);
    field.accept("used_memory_scripts_eval", 0);
    field.accept("number_of_cached_scripts", 0);
    field.accept("number_of_functions", 0);
    field.accept("number_of_libraries", 0);
    field.accept("used_memory_vm_functions", 0);
    sized(field, "used_memory_vm_total", 0);
    field.accept("used_memory_functions", 0);
    sized(field, "used_memory_scripts", 0);
  }

  void cpu(BiConsumer<String, Object> field) {
    double seconds = system().getProcessCpuTime() / 1e9;
    field.accept("used_cpu_sys", sixDigits(0));
    field.accept("used_cpu_user", sixDigits(seconds));
    field.accept("used_cpu_sys_children", sixDigits(0));
    field.accept("used_cpu_user_children", sixDigits(0));
    field.accept("used_cpu_sys_main_thread", sixDigits(0));
    field.accept("used_cpu_user_main_thread", sixDigits(seconds));
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
