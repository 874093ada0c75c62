package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.scripting.lua.Chunk;
import dev.redstart.engine.scripting.lua.LuaError;
import dev.redstart.engine.scripting.lua.LuaString;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scripts by their SHA-1: those that SCRIPT LOAD brought, for good, and the last 500 that only EVAL
 * did. Used by any thread.
 */
final class ScriptCache {

  private static final int MOST_EVALUATED = 500;
  private static final LuaString CHUNK = LuaString.of("@user_script");

  private final Map<Bytes, Script> loaded = new HashMap<>();
  private final Map<Bytes, Script> byBody = new HashMap<>();
  private final LinkedHashMap<Bytes, Script> evaluated = new LinkedHashMap<>(64, 0.75f, true);
  private long evicted;

  /** The script that was found last. */
  private volatile @Nullable Script latest;

  /** The script of that name in any case, null where there is none. */
  @Nullable Script find(Bytes sha) {
    Script last = latest;
    if (last != null && last.name().equals(sha)) {
      return last;
    }
    Script script = named(sha);
    return script == null ? named(Bytes.of(sha.toString().toLowerCase(Locale.ROOT))) : script;
  }

  private synchronized @Nullable Script named(Bytes sha) {
    Script script = loaded.get(sha);
    if (script == null) {
      script = evaluated.get(sha);
    }
    if (script != null) {
      latest = script;
    }
    return script;
  }

  /** The script of that text, compiled now if need be. */
  synchronized Script evaluate(Bytes body) {
    Script known = byBody.get(body);
    if (known != null) {
      evaluated.get(known.name());
      return known;
    }
    Script script = compile(body);
    if (!loaded.containsKey(script.name())) {
      evict();
      evaluated.put(script.name(), script);
    }
    byBody.put(body, script);
    return script;
  }

  private void evict() {
    if (evaluated.size() >= MOST_EVALUATED) {
      Iterator<Script> oldest = evaluated.values().iterator();
      byBody.remove(oldest.next().body());
      oldest.remove();
      evicted++;
      latest = null;
    }
  }

  /** Compiles a script and keeps it for good. */
  synchronized Script load(Bytes body) {
    Script known = byBody.get(body);
    Script script = known == null ? compile(body) : known;
    evaluated.remove(script.name());
    loaded.put(script.name(), script);
    byBody.put(body, script);
    return script;
  }

  synchronized void flush() {
    loaded.clear();
    evaluated.clear();
    byBody.clear();
    latest = null;
  }

  synchronized int size() {
    return loaded.size() + evaluated.size();
  }

  /** How long all texts are. */
  synchronized long bytes() {
    long sum = 0;
    for (Bytes body : byBody.keySet()) {
      sum += body.length();
    }
    return sum;
  }

  synchronized long evicted() {
    return evicted;
  }

  synchronized void resetEvicted() {
    evicted = 0;
  }

  private static Script compile(Bytes body) {
    ScriptFlags flags = Shebang.flags(body);
    int start = flags.declared() ? Shebang.end(body) : 0;
    LuaString source = LuaString.of(body.slice(start, body.length()));
    try {
      String sha = Sha1.of(body.shared());
      Run.Terms terms = new Run.Terms(sha, false, flags.noWrites(), flags);
      return new Script(Bytes.of(sha), body, Chunk.compile(source, CHUNK), flags, terms);
    } catch (LuaError e) {
      throw Errors.compiling("script (new function)", e);
    }
  }
}
