package dev.redstart.engine.scripting.lua;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes up Lua programs that come to an end and print nothing that differs from run to run. */
final class RandomPrograms {

  /** Shows values, tables in the order in which pairs visits them. */
  static final String PRELUDE =
      """
      local function show(v, depth)
        if type(v) == 'table' then
          if depth > 3 then return '{...}' end
          local out = {}
          for k, x in pairs(v) do
            out[#out + 1] = show(k, depth + 1) .. '=' .. show(x, depth + 1)
            if #out > 30 then break end
          end
          return '{' .. table.concat(out, ',') .. '}#' .. #v
        elseif type(v) == 'function' or type(v) == 'thread' then
          return type(v)
        end
        return tostring(v)
      end
      function out(...)
        local all = {}
        for i = 1, select('#', ...) do all[i] = show((select(i, ...)), 0) end
        print(table.concat(all, ' '))
      end
      function run(number, f)
        budget = 2000
        local all = {pcall(f)}
        out(number, unpack(all))
      end
      function tick()
        budget = budget - 1
        if budget < 0 then error('budget') end
      end
      function cut(v)
        if type(v) == 'string' and #v > 1000 then return string.sub(v, 1, 1000) end
        return v
      end
      local made = 0
      function another()
        made = made + 1
        if made > 900 then error('coroutines') end
      end
      local V = {}
      V.__index = function(t, k) return k end
      V.__add = function(a, b) return 'added' end
      V.__concat = function(a, b) return 'joined' end
      V.__lt = function(a, b) return true end
      V.__call = function(self, ...) return ... end
      function vector() return setmetatable({1, 2}, V) end
      """;

  private static final String[] WORDS = {
    "'a'", "'b'", "'key'", "'10'", "' 7 '", "'0x1f'", "''", "'hello world'", "'x=1, y=2'", "'%d+'"
  };
  private static final String[] NUMBERS = {
    "0", "1", "2", "3", "7", "-1", "0.5", "1e15", "1e100", "100", "255", "2^31", "-3.75", "1/3"
  };
  private static final String[] BINARY = {
    "+", "-", "*", "/", "%", "^", "..", "==", "~=", "<", "<=", ">", ">=", "and", "or"
  };
  private static final String[] GLOBALS = {"g1", "g2", "g3"};

  private final RandomGenerator random;
  private final StringBuilder code = new StringBuilder();
  private final List<String> locals = new ArrayList<>();
  private int names;
  private int loops;
  private int size;

  RandomPrograms(RandomGenerator random) {
    this.random = random;
  }

  String program() {
    code.append("g1, g2, g3 = nil, nil, nil\n");
    block(0, 4 + random.nextInt(8));
    code.append("out(g1, g2, g3)\n");
    return code.toString();
  }

  private String any(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private void block(int depth, int statements) {
    int before = locals.size();
    for (int i = 0; i < statements && size < 120; i++) {
      size++;
      statement(depth);
    }
    while (locals.size() > before) {
      locals.remove(locals.size() - 1);
    }
  }

  private String newName() {
    return "v" + names++;
  }

  private void statement(int depth) {
    int kind = random.nextInt(depth > 3 ? 9 : 16);
    switch (kind) {
      case 0, 1 -> local();
      case 2, 3 -> assign(variable(), "", expression(0));
      case 4 -> line(prefix() + index() + " = " + expression(0));
      case 5 -> line("out(" + expression(0) + ", " + expression(0) + ")");
      case 6 -> line("out(" + call() + ")");
      case 7 -> assign(variable(), ", " + variable(), expression(0) + ", " + call());
      case 8 ->
          line("out(pcall(" + any("out", "tick", "next", prefix()) + ", " + expression(0) + "))");
      case 9 -> {
        line("if " + expression(0) + " then");
        block(depth + 1, 1 + random.nextInt(3));
        line("else");
        block(depth + 1, 1 + random.nextInt(3));
        line("end");
      }
      case 10 -> loop(depth, "for " + fresh() + " = " + any(NUMBERS) + ", " + random.nextInt(9));
      case 11 -> loop(depth, "for " + fresh() + " in pairs(" + table() + ")");
      case 12 -> loop(depth, "while tick() or " + expression(1));
      case 13, 14 -> function(depth);
      default -> coroutine(depth);
    }
  }

  private void line(String text) {
    code.append(text).append('\n');
  }

  /** Loops may make a string longer and longer. */
  private void assign(String name, String others, String values) {
    line(name + others + " = " + values);
    line(name + others + " = cut(" + name + ")" + others.replaceFirst(" (\\w+)", " cut($1)"));
  }

  private String pending = "";

  private String fresh() {
    pending = newName();
    return pending;
  }

  private void local() {
    String value = expression(0);
    String name = newName();
    line("local " + name + " = " + value);
    line(name + " = cut(" + name + ")");
    locals.add(name);
  }

  private void loop(int depth, String head) {
    String name = pending;
    pending = "";
    line(head + " do tick()");
    if (!name.isEmpty()) {
      locals.add(name);
    }
    loops++;
    block(depth + 1, 1 + random.nextInt(3));
    if (random.nextInt(3) == 0) {
      line("if " + expression(1) + " then break end");
    }
    loops--;
    if (!name.isEmpty()) {
      locals.remove(name);
    }
    line("end");
  }

  private void function(int depth) {
    String name = newName();
    line("local function " + name + "(a" + any("", ", b", ", ...") + ") tick()");
    locals.add("a");
    block(depth + 1, 1 + random.nextInt(3));
    line("return " + any(expression(0), call(), expression(0) + ", " + call()) + " end");
    locals.remove("a");
    locals.add(name);
  }

  private void coroutine(int depth) {
    String name = newName();
    // Those that are left in the middle count as alive here until their script ends.
    line("another()");
    line("local " + name + " = coroutine.wrap(function(c)");
    locals.add("c");
    block(depth + 1, 1 + random.nextInt(3));
    line("c = coroutine.yield(" + expression(0) + ")");
    line("return " + expression(0) + " end)");
    locals.remove("c");
    locals.add(name);
    // Twice, so that it comes to its end.
    line("out(pcall(" + name + ", " + expression(0) + "))");
    line("out(pcall(" + name + ", " + expression(0) + "))");
  }

  // ---- expressions

  private String variable() {
    return locals.isEmpty() || random.nextInt(4) == 0
        ? any(GLOBALS)
        : locals.get(random.nextInt(locals.size()));
  }

  private String prefix() {
    return any(variable(), variable(), "g1", "vector()");
  }

  private String index() {
    return any(".key", ".a", "[1]", "[2]", "[" + expression(3) + "]");
  }

  private String table() {
    StringBuilder out = new StringBuilder("{");
    for (int i = random.nextInt(7); i > 0; i--) {
      out.append(
          any(
              expression(3),
              "key = " + expression(3),
              "[" + any(WORDS) + "] = " + expression(3),
              "[" + any(NUMBERS) + "] = " + expression(3),
              any("a", "b", "c", "d", "e", "id") + " = " + any(NUMBERS)));
      out.append(any(", ", "; "));
    }
    return out.append('}').toString();
  }

  private String expression(int depth) {
    int kind = random.nextInt(depth > 2 ? 6 : 13);
    return switch (kind) {
      case 0, 1 -> any(NUMBERS);
      case 2 -> any(WORDS);
      case 3 -> any("nil", "true", "false");
      case 4, 5 -> variable();
      case 6 -> table();
      case 7, 8 ->
          "(" + expression(depth + 1) + " " + any(BINARY) + " " + expression(depth + 1) + ")";
      case 9 -> any("- ", "not ", "#") + expression(depth + 1);
      case 10 -> "(" + prefix() + ")" + index();
      case 11 -> "(" + call() + ")";
      default -> "vector()";
    };
  }

  private String call() {
    String a = expression(2);
    String b = expression(2);
    return switch (random.nextInt(22)) {
      case 0 -> "tostring(" + any(WORDS) + ")";
      case 1 -> "tonumber(" + a + ")";
      case 2 -> "string.rep(" + any(WORDS) + ", " + random.nextInt(5) + ")";
      case 3 -> "string.sub(" + a + ", " + any(NUMBERS) + ", " + any(NUMBERS) + ")";
      case 4 -> "string.format('%s|%5.1f|%d', " + any(WORDS) + ", " + a + ", " + any(NUMBERS) + ")";
      case 5 -> "string.gsub(" + any(WORDS) + ", '%w', " + a + ")";
      case 6 -> "string.find(" + any(WORDS) + ", " + any(WORDS) + ")";
      case 7 -> "table.concat(" + table() + ", ',')";
      case 8 -> "table.insert(" + prefix() + ", " + a + ")";
      case 9 -> "table.remove(" + prefix() + ", " + any(NUMBERS) + ")";
      case 10 -> "select(" + any(NUMBERS) + ", " + a + ", " + b + ")";
      case 11 -> "unpack(" + table() + ")";
      case 12 -> "math.floor(" + a + ")";
      case 13 -> "math.max(" + a + ", " + b + ")";
      case 14 -> "rawget(" + prefix() + ", " + a + ")";
      case 15 -> "type(" + a + ")";
      case 16 -> "next(" + table() + ")";
      case 17 -> "pcall(" + prefix() + ", " + a + ")";
      case 18 -> "string.byte(" + any(WORDS) + ", 1, -1)";
      case 19 -> "error(" + any(WORDS) + ", " + random.nextInt(2) + ")";
      case 20 -> "string.upper(" + a + ")";
      default -> prefix() + "(" + a + ", " + b + ")";
    };
  }
}
