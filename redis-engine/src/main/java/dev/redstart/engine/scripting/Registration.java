package dev.redstart.engine.scripting;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.scripting.FunctionLibrary.Function;
import dev.redstart.engine.scripting.lua.Arguments;
import dev.redstart.engine.scripting.lua.LuaFunction;
import dev.redstart.engine.scripting.lua.LuaNumbers;
import dev.redstart.engine.scripting.lua.LuaString;
import dev.redstart.engine.scripting.lua.LuaTable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions that a library registers while it is loaded. */
final class Registration {

  private static final String OF = " argument given to redis.register_function must be a ";

  private final Map<String, Function> functions = new LinkedHashMap<>();

  /** What is wrong with a registration. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
      super(message, null, false, false);
    }

    /** The text, as an error of a command. */
    String text() {
      return "ERR " + getMessage();
    }
  }

  List<Function> functions() {
    return List.copyOf(functions.values());
  }

  /** Takes the arguments of register_function. */
  void register(Arguments args) {
    if (args.count() < 1 || args.count() > 2) {
      throw new Refusal("wrong number of arguments to redis.register_function");
    }
    add(args.count() == 1 ? named(args.get(1)) : listed(args.get(1), args.get(2)));
  }

  private void add(Function function) {
    if (!FunctionLibrary.isName(function.name())) {
      throw new Refusal(Errors.BAD_NAME.substring("ERR ".length()));
    }
    if (functions.putIfAbsent(function.name(), function) != null) {
      throw new Refusal("Function already exists in the library");
    }
  }

  private static Function listed(Object name, Object body) {
    LuaString text = LuaNumbers.toText(name);
    if (text == null) {
      throw new Refusal("first argument to redis.register_function must be a string");
    }
    if (!(body instanceof LuaFunction function)) {
      throw new Refusal("second argument to redis.register_function must be a function");
    }
    return new Function(text.toString(), function, null, ScriptFlags.of(Set.of()));
  }

  private static Function named(Object argument) {
    if (!(argument instanceof LuaTable table)) {
      throw new Refusal(
          "calling redis.register_function with a single argument is only applicable to Lua table"
              + " (representing named arguments).");
    }
    Named named = new Named();
    for (int p = table.nextPlace(0); p >= 0; p = table.nextPlace(p + 1)) {
      LuaString key = LuaNumbers.toText(table.keyAt(p));
      if (key == null) {
        throw new Refusal("named argument key given to redis.register_function is not a string");
      }
      named.take(key.toString().toLowerCase(Locale.ROOT), table.valueAt(p));
    }
    return named.function();
  }

  /** The arguments that are given by name. */
  private static final class Named {
    private @Nullable String name;
    private @Nullable Bytes description;
    private @Nullable LuaFunction body;
    private ScriptFlags flags = ScriptFlags.of(Set.of());

    void take(String key, Object value) {
      switch (key) {
        case "function_name" -> name = text(key, value).toString();
        case "description" -> description = text(key, value).toBytes();
        case "callback" -> {
          if (!(value instanceof LuaFunction function)) {
            throw new Refusal(key + OF + "function");
          }
          body = function;
        }
        case "flags" -> flags = flags(value);
        default -> throw new Refusal("unknown argument given to redis.register_function");
      }
    }

    private static LuaString text(String key, Object value) {
      LuaString text = LuaNumbers.toText(value);
      if (text == null) {
        throw new Refusal(key + OF + "string");
      }
      return text;
    }

    private static ScriptFlags flags(Object value) {
      if (!(value instanceof LuaTable table)) {
        throw new Refusal(
            "flags argument to redis.register_function must be a table representing function"
                + " flags");
      }
      Set<String> names = new LinkedHashSet<>();
      for (int i = 1; table.get(i) != NIL; i++) {
        if (!(table.get(i) instanceof LuaString flag)
            || !ScriptFlags.KNOWN.contains(flag.toString())) {
          throw new Refusal("unknown flag given");
        }
        names.add(flag.toString());
      }
      return ScriptFlags.of(names);
    }

    Function function() {
      if (name == null) {
        throw new Refusal("redis.register_function must get a function name argument");
      }
      if (body == null) {
        throw new Refusal("redis.register_function must get a callback argument");
      }
      return new Function(name, body, description, flags);
    }
  }
}
