package dev.redstart.engine.scripting;

import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.scripting.FunctionLibrary.Function;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Libraries and their functions. One thread at a time changes them; any may read, and may then see
 * a change halfway. Who changes several at once, or none, fills a copy.
 */
final class Functions {

  private final Map<String, FunctionLibrary> libraries = new ConcurrentSkipListMap<>();

  /** By their names in lower case. */
  private final Map<String, Function> functions = new ConcurrentHashMap<>();

  Collection<FunctionLibrary> libraries() {
    return libraries.values();
  }

  int count() {
    return functions.size();
  }

  @Nullable FunctionLibrary library(String name) {
    return libraries.get(name);
  }

  /** The function of that name, in whatever case. */
  @Nullable Function function(String name) {
    return functions.get(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Adds {@code library}, in place of that of its name.
   *
   * @throws CommandException where another library has a function of the same name
   */
  void add(FunctionLibrary library) {
    FunctionLibrary before = libraries.get(library.name());
    for (Function function : library.functions()) {
      Function same = function(function.name());
      if (same != null && (before == null || !before.functions().contains(same))) {
        throw new CommandException("ERR Function " + function.name() + " already exists");
      }
    }
    remove(library.name());
    for (Function function : library.functions()) {
      functions.put(function.name().toLowerCase(Locale.ROOT), function);
    }
    libraries.put(library.name(), library);
  }

  /** Removes the library of that name, if there is one. */
  void remove(String name) {
    FunctionLibrary gone = libraries.remove(name);
    if (gone != null) {
      for (Function function : gone.functions()) {
        functions.remove(function.name().toLowerCase(Locale.ROOT));
      }
    }
  }

  Functions copy() {
    Functions copy = new Functions();
    copy.libraries.putAll(libraries);
    copy.functions.putAll(functions);
    return copy;
  }

  /** What they take, roughly. */
  long bytes() {
    return codeBytes() + 200L * libraries.size() + 150L * functions.size();
  }

  /** How long all their texts are. */
  long codeBytes() {
    long sum = 0;
    for (FunctionLibrary library : libraries.values()) {
      sum += library.code().length();
    }
    return sum;
  }
}
