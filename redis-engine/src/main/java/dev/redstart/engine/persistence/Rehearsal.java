package dev.redstart.engine.persistence;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.persistence.aof.Bases;
import dev.redstart.engine.value.Codecs;
import dev.redstart.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Begins a snapshot of keys that nobody knows, and gives it up. The first one in a process loads
 * classes and links code, for which everybody would have to wait.
 */
final class Rehearsal {

  private static final int DATABASE = 0;

  private final Snapshot snapshot;
  private final DumpFile file;
  private final Codecs codecs;

  Rehearsal(Snapshot snapshot, DumpFile file, Codecs codecs) {
    this.snapshot = snapshot;
    this.file = file;
    this.codecs = codecs;
  }

  /** Does it. Takes no lock of the engine's. */
  void run(long now) {
    Keyspace unknown = new Keyspace(1, 1);
    List<Entry> entries = new ArrayList<>();
    for (Value value : codecs.emptyValues()) {
      entries.add(unknown.add(DATABASE, Bytes.of(value.type().name()), value, now));
    }
    Snapshot other = snapshot.of(unknown);
    Bases bases = new SnapshotBases(other, new Captures(other), file);
    for (boolean rdb : new boolean[] {false, true}) {
      Bases.Base base = Objects.requireNonNull(bases.capture(now, rdb));
      entries.forEach(entry -> unknown.edit(DATABASE, entry));
      base.close();
    }
  }
}
