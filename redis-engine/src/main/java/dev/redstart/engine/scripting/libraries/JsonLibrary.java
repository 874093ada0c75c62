package dev.redstart.engine.scripting.libraries;

import dev.redstart.engine.scripting.lua.Arguments;
import dev.redstart.engine.scripting.lua.Library;
import dev.redstart.engine.scripting.lua.LuaError;
import dev.redstart.engine.scripting.lua.LuaState;
import dev.redstart.engine.scripting.lua.LuaString;

/** The library {@code cjson}. */
public final class JsonLibrary {

  private final JsonSettings settings = new JsonSettings();

  private JsonLibrary() {}

  /** Puts the library into a state. */
  public static void install(LuaState state) {
    new JsonLibrary().fill(Library.named(state, "cjson"));
  }

  private void fill(Library cjson) {
    cjson.add("encode", args -> new JsonWriter(args.state(), settings).write(one(args)));
    cjson.add("decode", this::decode);
    cjson.add("encode_sparse_array", this::sparse);
    cjson.add("encode_max_depth", this::encodeDepth);
    cjson.add("decode_max_depth", this::decodeDepth);
    cjson.add("encode_number_precision", this::precision);
    cjson.add("encode_keep_buffer", this::keepBuffer);
    cjson.add("encode_invalid_numbers", this::encodeInvalid);
    cjson.add("decode_invalid_numbers", this::decodeInvalid);
    cjson.add("new", args -> again(args.state()));
    cjson.set("null", JsonNull.NULL);
    cjson.set("_NAME", LuaString.of("cjson"));
    cjson.set("_VERSION", LuaString.of("2.1.0"));
  }

  private static Object again(LuaState state) {
    Library library = Library.detached(state);
    new JsonLibrary().fill(library);
    return library.table();
  }

  private static Object one(Arguments args) {
    if (args.count() != 1) {
      throw LuaError.argument(1, "expected 1 argument");
    }
    return args.get(1);
  }

  private Object decode(Arguments args) {
    one(args);
    return new JsonReader(args.state(), settings, args.text(1)).read();
  }

  // ---- settings

  private static void atMost(Arguments args, int count) {
    if (args.count() > count) {
      throw LuaError.argument(count + 1, "found too many arguments");
    }
  }

  private static int whole(Arguments args, int n, int now, int least, int most) {
    if (args.isNil(n)) {
      return now;
    }
    int value = args.whole(n);
    if (value < least || value > most) {
      throw LuaError.argument(n, "expected integer between " + least + " and " + most);
    }
    return value;
  }

  private static boolean flag(Arguments args, int n, boolean now) {
    if (args.isNil(n)) {
      return now;
    }
    if (args.get(n) instanceof Boolean flag) {
      return flag;
    }
    String word = args.text(n).toLatin();
    if (!word.equals("on") && !word.equals("off")) {
      throw LuaError.argument(n, "invalid option '" + word + "'");
    }
    return word.equals("on");
  }

  private Object sparse(Arguments args) {
    atMost(args, 3);
    settings.sparseConvert = flag(args, 1, settings.sparseConvert);
    settings.sparseRatio = whole(args, 2, settings.sparseRatio, 0, Integer.MAX_VALUE);
    settings.sparseSafe = whole(args, 3, settings.sparseSafe, 0, Integer.MAX_VALUE);
    return new Object[] {
      settings.sparseConvert, (double) settings.sparseRatio, (double) settings.sparseSafe
    };
  }

  private Object encodeDepth(Arguments args) {
    atMost(args, 1);
    settings.encodeDepth = whole(args, 1, settings.encodeDepth, 1, Integer.MAX_VALUE);
    return (double) settings.encodeDepth;
  }

  private Object decodeDepth(Arguments args) {
    atMost(args, 1);
    settings.decodeDepth = whole(args, 1, settings.decodeDepth, 1, Integer.MAX_VALUE);
    return (double) settings.decodeDepth;
  }

  private Object precision(Arguments args) {
    atMost(args, 1);
    settings.precision = whole(args, 1, settings.precision, 1, 14);
    return (double) settings.precision;
  }

  private Object keepBuffer(Arguments args) {
    atMost(args, 1);
    settings.keepBuffer = flag(args, 1, settings.keepBuffer);
    return settings.keepBuffer;
  }

  private Object encodeInvalid(Arguments args) {
    atMost(args, 1);
    if (args.get(1) instanceof LuaString word && word.toString().equals("null")) {
      settings.encodeInvalidAsNull = true;
    } else if (!args.isNil(1)) {
      settings.encodeInvalid = flag(args, 1, false);
      settings.encodeInvalidAsNull = false;
    }
    return settings.encodeInvalidAsNull ? LuaString.of("null") : (Object) settings.encodeInvalid;
  }

  private Object decodeInvalid(Arguments args) {
    atMost(args, 1);
    settings.decodeInvalid = flag(args, 1, settings.decodeInvalid);
    return settings.decodeInvalid;
  }
}
