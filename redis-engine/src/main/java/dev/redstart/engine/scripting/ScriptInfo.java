package dev.redstart.engine.scripting;

import dev.redstart.engine.spi.Assembly;
import java.util.Locale;
import java.util.function.BiConsumer;

/** What INFO tells of scripts and functions. Sizes are estimates: Java doesn't tell. */
final class ScriptInfo {

  private static final long EMPTY_STATE = 32_768;
  private static final long PER_SCRIPT = 200;

  private final ScriptCache cache;
  private final FunctionStore store;

  ScriptInfo(ScriptCache cache, FunctionStore store) {
    this.cache = cache;
    this.store = store;
  }

  void declare(Assembly engine) {
    engine.info("memory", this::memory);
    engine.onResetCounters(cache::resetEvicted);
    engine.info("stats", field -> field.accept("evicted_scripts", cache.evicted()));
  }

  private void memory(BiConsumer<String, Object> field) {
    long texts = cache.bytes();
    long scripts = texts + PER_SCRIPT * cache.size();
    Functions functions = store.functions();
    long evalState = EMPTY_STATE + 3 * texts;
    long functionState = EMPTY_STATE + 2 * functions.codeBytes();
    sized(field, "used_memory_lua", evalState);
    field.accept("used_memory_vm_eval", evalState);
    field.accept("used_memory_scripts_eval", scripts);
    field.accept("number_of_cached_scripts", cache.size());
    field.accept("number_of_functions", functions.count());
    field.accept("number_of_libraries", functions.libraries().size());
    field.accept("used_memory_vm_functions", functionState);
    sized(field, "used_memory_vm_total", evalState + functionState);
    field.accept("used_memory_functions", functions.bytes());
    sized(field, "used_memory_scripts", scripts + functions.bytes());
  }

  private static void sized(BiConsumer<String, Object> field, String name, long bytes) {
    field.accept(name, bytes);
    field.accept(name + "_human", String.format(Locale.ROOT, "%.2fK", bytes / 1024.0));
  }
}
