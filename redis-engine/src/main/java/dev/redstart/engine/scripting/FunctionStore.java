package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.spi.Libraries;
import java.util.ArrayList;
import java.util.List;

/**
 * The libraries that are loaded. Changed under the locks of all shards; read by any thread, which
 * sees one moment.
 */
final class FunctionStore implements Libraries {

  private final Once<FunctionLoader> loader;
  private volatile Functions functions = Functions.NONE;

  FunctionStore(Once<FunctionLoader> loader) {
    this.loader = loader;
  }

  Functions functions() {
    return functions;
  }

  /** Loads a library; its name. */
  String load(Bytes code, boolean replace) {
    FunctionLibrary library = prepare(functions, code, replace);
    functions = functions.with(library);
    return library.name();
  }

  private FunctionLibrary prepare(Functions present, Bytes code, boolean replace) {
    LibraryHeader header = LibraryHeader.of(code);
    if (!replace && present.library(header.name()) != null) {
      throw new CommandException("ERR Library '" + header.name() + "' already exists");
    }
    return loader.get().load(header, code);
  }

  void delete(String name) {
    if (functions.library(name) == null) {
      throw new CommandException("ERR Library not found");
    }
    functions = functions.without(name);
  }

  /**
   * Loads several libraries, or none of them.
   *
   * @param flush forget all others
   * @param replace those of the same names
   */
  void restore(List<Bytes> codes, boolean flush, boolean replace) {
    Functions given = Functions.NONE;
    for (Bytes code : codes) {
      given = given.with(prepare(given, code, false));
    }
    Functions all = flush ? Functions.NONE : functions;
    for (FunctionLibrary library : given.libraries()) {
      if (all.library(library.name()) != null) {
        if (!replace) {
          throw new CommandException("ERR Library " + library.name() + " already exists");
        }
        all = all.without(library.name());
      }
    }
    for (FunctionLibrary library : given.libraries()) {
      all = all.with(library);
    }
    functions = all;
  }

  @Override
  public List<Bytes> codes() {
    List<Bytes> codes = new ArrayList<>();
    for (FunctionLibrary library : functions.libraries()) {
      codes.add(library.code());
    }
    return codes;
  }

  @Override
  public void clear() {
    functions = Functions.NONE;
  }

  @Override
  public void add(Bytes code, boolean replace) {
    load(code, replace);
  }
}
