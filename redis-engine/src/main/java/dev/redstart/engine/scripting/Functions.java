package dev.redstart.engine.scripting;

import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.scripting.FunctionLibrary.Function;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All libraries and their functions at one moment. Immutable: who changes them puts another one in
 * place, so that changes of several libraries happen together or not at all.
 */
final class Functions {

  static final Functions NONE = new Functions(new LinkedHashMap<>(), new HashMap<>());

  private final Map<String, FunctionLibrary> libraries;

  /** By their names in lower case. */
  private final Map<String, Function> functions;

  private Functions(Map<String, FunctionLibrary> libraries, Map<String, Function> functions) {
    this.libraries = libraries;
    this.functions = functions;
  }

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
   * These and {@code library}, in place of that of its name.
   *
   * @throws CommandException where another library has a function of the same name
   */
  Functions with(FunctionLibrary library) {
    Functions all = without(library.name());
    for (Function function : library.functions()) {
      if (all.functions.putIfAbsent(function.name().toLowerCase(Locale.ROOT), function) != null) {
        throw new CommandException("ERR Function " + function.name() + " already exists");
      }
    }
    all.libraries.put(library.name(), library);
    return all;
  }

  /** These, but for the library of that name. */
  Functions without(String name) {
    Functions all = new Functions(new LinkedHashMap<>(libraries), new HashMap<>(functions));
    FunctionLibrary gone = all.libraries.remove(name);
    if (gone != null) {
      for (Function function : gone.functions()) {
        all.functions.remove(function.name().toLowerCase(Locale.ROOT));
      }
    }
    return all;
  }

  /** What they take, roughly. */
  long bytes() {
    long sum = 0;
    for (FunctionLibrary library : libraries.values()) {
      sum += 200L + library.code().length() + 150L * library.functions().size();
    }
    return sum;
  }
}
