package dev.redstart.engine.scripting.lua;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads statements and makes the tree of them. */
final class Parser {

  private static final Expression[] NONE = {};

  private final Lexer lexer;
  private final Expressions expressions;
  private FunctionScope scope;

  Parser(Lexer lexer) {
    this.lexer = lexer;
    this.scope = new FunctionScope(null, lexer, 0);
    this.expressions = new Expressions(this, lexer);
  }

  Prototype chunk() {
    scope.makeVararg(false);
    lexer.next();
    Statement body = block();
    expressions.check(Token.EOS);
    return new Prototype(scope, body);
  }

  FunctionScope scope() {
    return scope;
  }

  // ---- functions

  /** The rest of a function behind its name: parameters, body and end. */
  Expression function(boolean method, int line) {
    FunctionScope outer = scope;
    scope = new FunctionScope(outer, lexer, line);
    if (method) {
      scope.parameter(LuaString.of("self"));
    }
    expressions.expect('(');
    parameters();
    expressions.expect(')');
    Statement body = block();
    expressions.match(Token.END, Token.FUNCTION, line);
    Prototype prototype = new Prototype(scope, body);
    scope = outer;
    return new Literals.Function(prototype);
  }

  private void parameters() {
    if (lexer.kind == ')') {
      return;
    }
    do {
      if (lexer.kind == Token.NAME) {
        scope.parameter(expressions.name());
      } else if (lexer.kind == Token.DOTS) {
        lexer.next();
        scope.makeVararg(true);
        return;
      } else {
        throw lexer.syntaxError("<name> or '...' expected");
      }
    } while (expressions.accept(','));
  }

  // ---- blocks

  /** Statements up to a word that ends them; their locals end with them. */
  Statement block() {
    int level = scope.level();
    Statement block = openBlock();
    scope.back(level);
    return block;
  }

  /** As {@link #block}, but the locals stay visible. */
  private Statement openBlock() {
    expressions.enter();
    List<Statement> statements = new ArrayList<>();
    boolean last = false;
    while (!last && !endsBlock()) {
      last = lexer.kind == Token.RETURN || lexer.kind == Token.BREAK;
      Statement statement = statement();
      if (statement != null) {
        statements.add(statement);
      }
      expressions.accept(';');
    }
    expressions.leave();
    return statements.size() == 1
        ? statements.get(0)
        : new Statement.Block(statements.toArray(Statement[]::new));
  }

  private boolean endsBlock() {
    return switch (lexer.kind) {
      case Token.ELSE, Token.ELSEIF, Token.END, Token.EOS, Token.UNTIL -> true;
      default -> false;
    };
  }

  private @Nullable Statement statement() {
    int line = lexer.line;
    return switch (lexer.kind) {
      case Token.IF -> ifStatement(line);
      case Token.WHILE -> whileStatement(line);
      case Token.DO -> {
        lexer.next();
        Statement block = block();
        expressions.match(Token.END, Token.DO, line);
        yield block;
      }
      case Token.FOR -> forStatement(line);
      case Token.REPEAT -> repeat(line);
      case Token.FUNCTION -> functionStatement(line);
      case Token.LOCAL -> {
        lexer.next();
        yield expressions.accept(Token.FUNCTION) ? localFunction() : local();
      }
      case Token.RETURN -> returnStatement();
      case Token.BREAK -> {
        lexer.next();
        yield breakStatement();
      }
      default -> expressionStatement();
    };
  }

  private Statement ifStatement(int line) {
    List<Expression> conditions = new ArrayList<>();
    List<Statement> blocks = new ArrayList<>();
    Statement otherwise = null;
    do {
      lexer.next();
      conditions.add(expressions.condition());
      expressions.expect(Token.THEN);
      blocks.add(block());
    } while (lexer.kind == Token.ELSEIF);
    if (expressions.accept(Token.ELSE)) {
      otherwise = block();
    }
    expressions.match(Token.END, Token.IF, line);
    return new Statement.If(conditions.toArray(NONE), blocks.toArray(Statement[]::new), otherwise);
  }

  private Statement whileStatement(int line) {
    lexer.next();
    Site site = new Site(lexer.chunk(), line);
    Expression condition = expressions.condition();
    expressions.expect(Token.DO);
    scope.enterLoop();
    Statement body = block();
    scope.leaveLoop();
    expressions.match(Token.END, Token.WHILE, line);
    return new Loops.While(site, condition, body);
  }

  private Statement repeat(int line) {
    lexer.next();
    Site site = new Site(lexer.chunk(), line);
    int level = scope.level();
    scope.enterLoop();
    Statement body = openBlock();
    scope.leaveLoop();
    expressions.match(Token.UNTIL, Token.REPEAT, line);
    Expression condition = expressions.condition();
    scope.back(level);
    return new Loops.Repeat(site, body, condition);
  }

  private Statement breakStatement() {
    if (!scope.isInLoop()) {
      throw lexer.syntaxError("no loop to break");
    }
    return new Statement.Break();
  }

  // ---- for

  private Statement forStatement(int line) {
    lexer.next();
    int level = scope.level();
    LuaString first = expressions.name();
    scope.enterLoop();
    Statement loop =
        switch (lexer.kind) {
          case '=' -> numeric(first);
          case ',', Token.IN -> generic(first, line);
          default -> throw lexer.syntaxError("'=' or 'in' expected");
        };
    expressions.match(Token.END, Token.FOR, line);
    scope.leaveLoop();
    scope.back(level);
    return loop;
  }

  /** The hidden variables of a loop count as locals. */
  private void hidden(String... names) {
    for (String name : names) {
      scope.declare(LuaString.of(name));
    }
  }

  private Statement numeric(LuaString name) {
    lexer.next();
    List<Expression> bounds = new ArrayList<>();
    bounds.add(expressions.expression());
    expressions.expect(',');
    bounds.add(expressions.expression());
    if (expressions.accept(',')) {
      bounds.add(expressions.expression());
    }
    hidden("(for index)", "(for limit)", "(for step)");
    expressions.expect(Token.DO);
    int line = lexer.lastLine;
    FunctionScope.Local variable = scope.declare(name);
    Statement body = block();
    return new Loops.Numeric(lexer.chunk(), line, variable, bounds.toArray(NONE), body);
  }

  private Statement generic(LuaString first, int line) {
    List<LuaString> names = new ArrayList<>();
    names.add(first);
    while (expressions.accept(',')) {
      names.add(expressions.name());
    }
    expressions.expect(Token.IN);
    int listLine = lexer.line;
    Expression[] list = expressions.list();
    hidden("(for generator)", "(for state)", "(for control)");
    expressions.expect(Token.DO);
    FunctionScope.Local[] variables = new FunctionScope.Local[names.size()];
    for (int i = 0; i < variables.length; i++) {
      variables[i] = scope.declare(names.get(i));
    }
    Statement body = block();
    return new Loops.Generic(lexer.chunk(), Math.max(line, listLine), variables, list, body);
  }

  // ---- definitions

  private Statement functionStatement(int line) {
    lexer.next();
    LuaString name = expressions.name();
    Expression target = expressions.variable(name);
    boolean method = false;
    while (!method && (lexer.kind == '.' || lexer.kind == ':')) {
      method = lexer.kind == ':';
      lexer.next();
      LuaString field = expressions.name();
      target = new Variables.Field(lexer.chunk(), lexer.lastLine, target, field);
    }
    Expression function = function(method, line);
    return new Assignments.Single(expressions.target(target, line), function);
  }

  private Statement localFunction() {
    FunctionScope.Local variable = scope.declare(expressions.name());
    return new Assignments.NewFunction(variable, function(false, lexer.line));
  }

  private Statement local() {
    List<FunctionScope.Local> variables = new ArrayList<>();
    do {
      variables.add(scope.create(expressions.name(), variables.size()));
    } while (expressions.accept(','));
    Expression[] values = expressions.accept('=') ? expressions.list() : NONE;
    variables.forEach(scope::activate);
    if (variables.size() == 1 && values.length == 1) {
      return new Assignments.NewLocal(variables.get(0), values[0]);
    }
    return new Assignments.NewLocals(variables.toArray(FunctionScope.Local[]::new), values);
  }

  private Statement returnStatement() {
    lexer.next();
    Expression[] values = endsBlock() || lexer.kind == ';' ? NONE : expressions.list();
    if (values.length == 1 && values[0] instanceof Calls.Any call) {
      return new Statement.ReturnCall(call);
    }
    return new Statement.Return(values);
  }

  // ---- calls and assignments

  private Statement expressionStatement() {
    Expression first = expressions.primary();
    if (first instanceof Calls.Any) {
      return new Statement.Call(first);
    }
    List<Expression> targets = new ArrayList<>();
    targets.add(first);
    while (expressions.isAssignable(targets) && expressions.accept(',')) {
      expressions.tooMany(targets.size());
      targets.add(expressions.primary());
    }
    if (!expressions.isAssignable(targets)) {
      throw lexer.syntaxError("syntax error");
    }
    expressions.expect('=');
    Expression[] values = expressions.list();
    Assignments.Target[] places = new Assignments.Target[targets.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = expressions.target(targets.get(i), lexer.lastLine);
    }
    return places.length == 1 && values.length == 1
        ? new Assignments.Single(places[0], values[0])
        : new Assignments.Several(places, values);
  }
}
