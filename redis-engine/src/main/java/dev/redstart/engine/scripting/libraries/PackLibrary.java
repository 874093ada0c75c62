package dev.redstart.engine.scripting.libraries;

import dev.redstart.engine.scripting.lua.Arguments;
import dev.redstart.engine.scripting.lua.Library;
import dev.redstart.engine.scripting.lua.LuaError;
import dev.redstart.engine.scripting.lua.LuaState;
import dev.redstart.engine.scripting.lua.LuaString;
import java.util.ArrayList;
import java.util.List;

/** The library {@code cmsgpack}. */
public final class PackLibrary {

  private static final int MOST_VALUES = 7_000;

  private PackLibrary() {}

  /** Puts the library into a state. */
  public static void install(LuaState state) {
    Library pack = Library.named(state, "cmsgpack");
    pack.add("pack", PackLibrary::pack);
    pack.add("unpack", args -> unpack(args, 0, 0));
    pack.add("unpack_one", args -> unpack(args, 1, args.whole(2, 0)));
    pack.add("unpack_limit", PackLibrary::unpackLimit);
    pack.set("_NAME", LuaString.of("cmsgpack"));
    pack.set("_VERSION", LuaString.of("lua-cmsgpack 0.4.0"));
    pack.set("_COPYRIGHT", LuaString.of(""));
    pack.set("_DESCRIPTION", LuaString.of("MessagePack for scripts"));
  }

  private static Object pack(Arguments args) {
    if (args.count() == 0) {
      throw LuaError.at("bad argument #0 to 'pack' (MessagePack pack needs input.)");
    }
    PackWriter writer = new PackWriter(args.state());
    for (Object value : args.all()) {
      writer.write(value);
    }
    return writer.text();
  }

  private static Object unpackLimit(Arguments args) {
    int limit = args.whole(2);
    return unpack(args, limit, args.whole(3, 0));
  }

  private static Object unpack(Arguments args, int limit, int offset) {
    LuaString text = args.text(1);
    if (offset < 0 || limit < 0) {
      throw LuaError.at(
          "Invalid request to unpack with offset of "
              + offset
              + " and limit of "
              + text.length()
              + ".");
    }
    if (offset > text.length()) {
      throw LuaError.at(
          "Start offset " + offset + " greater than input length " + text.length() + ".");
    }
    boolean all = limit == 0 && offset == 0;
    int most = all ? MOST_VALUES : limit;
    PackReader reader = new PackReader(args.state(), text, offset);
    List<Object> values = new ArrayList<>();
    while (reader.more() && values.size() < most) {
      values.add(reader.read());
    }
    if (!all) {
      values.add(0, reader.more() ? (double) reader.position() : -1.0);
    } else if (reader.more()) {
      throw LuaError.at("too many results to unpack");
    }
    return values.size() == 1 ? values.get(0) : values.toArray();
  }
}
