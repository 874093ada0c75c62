package dev.redstart.engine;

import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.command.Surroundings;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.keys.AccessDirectives;
import dev.redstart.engine.keys.ExpireCommands;
import dev.redstart.engine.keys.KeyCommands;
import dev.redstart.engine.keys.MemoryCommands;
import dev.redstart.engine.keys.ObjectCommands;
import dev.redstart.engine.keys.SortCommands;
import dev.redstart.engine.keys.WalkCommands;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.memory.MemoryLimit;
import dev.redstart.engine.observe.Observation;
import dev.redstart.engine.observe.Shutdown;
import dev.redstart.engine.persistence.Persistence;
import dev.redstart.engine.persistence.files.Disk;
import dev.redstart.engine.pubsub.PubSub;
import dev.redstart.engine.scripting.Scripting;
import dev.redstart.engine.security.Security;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import dev.redstart.engine.spi.Versions;
import dev.redstart.engine.time.Clock;
import dev.redstart.engine.time.Randomness;
import dev.redstart.engine.time.Timers;
import dev.redstart.engine.tracking.ClientSideCaching;
import dev.redstart.engine.types.bitmap.BitmapCommands;
import dev.redstart.engine.types.geo.GeoCommands;
import dev.redstart.engine.types.hash.HashCommands;
import dev.redstart.engine.types.hyperloglog.HyperLogLogCommands;
import dev.redstart.engine.types.list.ListCommands;
import dev.redstart.engine.types.set.SetCommands;
import dev.redstart.engine.types.stream.StreamCodec;
import dev.redstart.engine.types.stream.StreamCommands;
import dev.redstart.engine.types.string.StringCommands;
import dev.redstart.engine.types.zset.SortedSetCommands;
import dev.redstart.engine.types.zset.ZsetLimits;
import dev.redstart.engine.value.Codecs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows all parts of the engine: the one place where they are listed. */
final class Assembling {

  private static final int SHARDS = 32;
  private static final int MOST_DATABASES = 1 << 16;

  private Assembling() {}

  static Assembly assembly(Settings settings, Clock clock, Randomness randomness, Timers timers) {
    Setting.Whole databases = settings.whole("databases", 16, 1, MOST_DATABASES);
    settings.fixed(databases);
    Keyspace keyspace = new Keyspace(SHARDS, (int) databases.get());
    AccessDirectives.declare(settings, keyspace.accesses());
    Surroundings around = new Surroundings(keyspace, clock, randomness);
    return new Assembly(settings, around, timers);
  }

  /** One line for each type, and one for the commands on any key. */
  static void declareTypes(Assembly assembly) {
    CommandTable commands = assembly.commands();
    Family generic = commands.family("generic", "keyspace", 'g');
    KeyCommands.declare(generic);
    ExpireCommands.declare(generic);
    ObjectCommands.declare(generic);
    WalkCommands.declare(generic);
    MemoryCommands.declare(commands.family("server", "", 'g'));
    Setting.Whole longestString = StringCommands.longest(assembly.settings());
    StringCommands.declare(commands.family("string", "string", '$'), longestString);
    BitmapCommands.declare(commands.family("bitmap", "bitmap", '$'), longestString);
    HyperLogLogCommands.declare(
        commands.family("hyperloglog", "hyperloglog", '$'), assembly.settings());
    Codecs codecs = assembly.codecs();
    codecs.add(StringCommands.codec());
    ListCommands lists =
        ListCommands.declare(commands.family("list", "list", 'l'), assembly.settings());
    codecs.add(lists.codec());
    SortCommands.declare(generic, lists::listOf);
    codecs.add(HashCommands.declare(commands.family("hash", "hash", 'h'), assembly.settings()));
    codecs.add(SetCommands.declare(commands.family("set", "set", 's'), assembly.settings()));
    ZsetLimits zsets = ZsetLimits.declare(assembly.settings());
    SortedSetCommands.declare(commands.family("sorted-set", "sortedset", 'z'), zsets);
    GeoCommands.declare(commands.family("geo", "geo", 'z'), zsets);
    StreamCommands.declare(commands.family("stream", "stream", 't'), assembly.settings());
    codecs.add(SortedSetCommands.codec(zsets));
    codecs.add(new StreamCodec());
  }

  /** Gives commands the names that rename-command says. */
  static void rename(Assembly assembly) {
    for (String line : assembly.settings().lines("rename-command")) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length > 2) {
        throw new IllegalArgumentException(
            "rename-command " + line + ": wrong number of arguments");
      }
      String newName = words.length == 2 && !words[1].equals("\"\"") ? words[1] : "";
      assembly.commands().rename(words[0], newName);
    }
  }

  /**
   * What every engine has besides types.
   *
   * @param onShutdown what SHUTDOWN asks for, null where it is refused
   */
  static List<Feature> features(
      Assembly assembly, Execution execution, Disk disk, @Nullable Runnable onShutdown) {
    Persistence persistence = new Persistence(assembly, execution, Versions.REDIS, disk);
    Shutdown shutdown = new Shutdown(assembly, execution, persistence.lastSave(), onShutdown);
    return List.of(
        new Security(execution, Versions.REDIS),
        new Observation(execution, persistence.debugging(), shutdown, persistence::flushed),
        new MemoryLimit(execution),
        new PubSub(),
        new ClientSideCaching(execution),
        persistence,
        // Closed first: who closes after it finds no script that holds the locks.
        new Scripting(execution));
  }
}
