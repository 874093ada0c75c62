package dev.redstart.engine.scripting.lua;

/** The name of a chunk, and how messages show it. */
final class ChunkName {

  private static final int ROOM = 60;

  private final String source;
  private final String shown;

  ChunkName(LuaString name) {
    source = name.untilZero().toLatin();
    shown = shown(source);
  }

  /** The name as it was given. */
  String source() {
    return source;
  }

  /** Chunk and line, ready to be put in front of a message. */
  String position(int line) {
    return shown + ":" + line + ": ";
  }

  private static String shown(String source) {
    if (source.startsWith("=")) {
      return source.substring(1, Math.min(source.length(), ROOM));
    }
    if (source.startsWith("@")) {
      int room = ROOM - " '...' ".length() - 1;
      String name = source.substring(1);
      return name.length() > room ? "..." + name.substring(name.length() - room) : name;
    }
    int room = ROOM - " [string \"...\"] ".length() - 1;
    int end = 0;
    while (end < source.length() && source.charAt(end) != '\n' && source.charAt(end) != '\r') {
      end++;
    }
    end = Math.min(end, room);
    boolean whole = end == source.length();
    return "[string \"" + source.substring(0, end) + (whole ? "\"]" : "...\"]");
  }
}
