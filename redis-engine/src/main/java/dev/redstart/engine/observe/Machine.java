package dev.redstart.engine.observe;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.BiConsumer;

/** What INFO tells of memory, and of the process and its machine. Any thread. */
final class Machine {

  private static final double KILO = 1024;

  /** The bytes of the heap that are in use, what the collector has not looked at included. */
  static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /**
   * What the engine's own keys, values and clients take is what Redis calls used; the heap, which
   * others use too, stands for what the system has given.
   */
  void memory(MemoryShares shares, BiConsumer<String, Object> field) {
    Runtime runtime = Runtime.getRuntime();
    long total = runtime.totalMemory();
    long used = shares.used();
    sized(field, "used_memory", used);
    sized(field, "used_memory_rss", total);
    sized(field, "used_memory_peak", shares.peak());
    field.accept("used_memory_peak_perc", percent(used, shares.peak()));
    field.accept("used_memory_overhead", shares.overhead());
    field.accept("used_memory_startup", shares.startup());
    field.accept("used_memory_dataset", shares.dataset());
    field.accept("used_memory_dataset_perc", percent(shares.dataset(), shares.grown()));
    field.accept("allocator_allocated", used);
    field.accept("allocator_active", total);
    field.accept("allocator_resident", total);
    field.accept("allocator_muzzy", 0);
    sized(field, "total_system_memory", system().getTotalMemorySize());
    field.accept("heap_max", runtime.maxMemory());
    field.accept("heap_used", used());
    scripts(field);
    field.accept("allocator_frag_ratio", ratio(total, used));
    field.accept("allocator_frag_bytes", total - used);
    field.accept("allocator_rss_ratio", "1.00");
    field.accept("allocator_rss_bytes", 0);
    field.accept("rss_overhead_ratio", "1.00");
    field.accept("rss_overhead_bytes", 0);
    field.accept("mem_fragmentation_ratio", ratio(total, used));
    field.accept("mem_fragmentation_bytes", total - used);
    buffers(shares.clients(), field);
    field.accept("mem_allocator", "jvm");
    field.accept("mem_overhead_db_hashtable_rehashing", 0);
    field.accept("active_defrag_running", 0);
    field.accept("lazyfree_pending_objects", 0);
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
