package dev.redstart.engine.persistence;

import dev.redstart.engine.command.Family;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;

/** All by which data leaves the engine and comes back. */
public final class Persistence implements Feature {

  @Override
  public void install(Assembly engine) {
    Family generic = engine.commands().family("generic", "keyspace", 'g');
    new DumpCommands(engine.codecs(), () -> true).declare(generic);
  }
}
