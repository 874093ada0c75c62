package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.spi.Libraries;
import java.util.ArrayList;
import java.util.List;

/** The libraries that are loaded. Changed under the locks of all shards; read by any thread. */
final class FunctionStore implements Libraries {

  private final Once<FunctionLoader> loader;
  private volatile Functions functions = new Functions();

  FunctionStore(Once<FunctionLoader> loader) {
    this.loader = loader;
  }

  Functions functions() {
    return functions;
  }

  /** Loads a library; its name. */
  String load(Bytes code, boolean replace) {
    FunctionLibrary library = prepare(functions, code, replace);
    functions.add(library);
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
    functions.remove(name);
  }

  /**
   * Loads several libraries, or none of them.
   *
   * @param flush forget all others
   * @param replace those of the same names
   */
  void restore(List<Bytes> codes, boolean flush, boolean replace) {
    Functions given = new Functions();
    for (Bytes code : codes) {
      given.add(prepare(given, code, false));
    }
    Functions all = flush ? new Functions() : functions.copy();
    for (FunctionLibrary library : given.libraries()) {
      if (all.library(library.name()) != null) {
        if (!replace) {
          throw new CommandException("ERR Library " + library.name() + " already exists");
        }
        all.remove(library.name());
      }
    }
    for (FunctionLibrary library : given.libraries()) {
      all.add(library);
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
    functions = new Functions();
  }

  @Override
  public void add(Bytes code, boolean replace) {
    load(code, replace);
  }
}
