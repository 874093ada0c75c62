package dev.redstart.engine.scripting.lua;

import java.util.ArrayList;
import java.util.List;

/** Reads expressions and makes the tree of them. */
final class Expressions {

  /** How deep statements and expressions may be inside of each other. */
  private static final int MAX_LEVELS = 200;

  /** How long a row of operators, fields or calls may be: each is inside of the next. */
  private static final int MAX_ROW = 1_000;

  private static final int UNARY_PRIORITY = 8;
  private static final Expression[] NONE = {};

  private final Parser parser;
  private final Lexer lexer;
  private int levels;

  Expressions(Parser parser, Lexer lexer) {
    this.parser = parser;
    this.lexer = lexer;
  }

  // ---- tokens

  void enter() {
    levels++;
    if (levels > MAX_LEVELS) {
      throw tooDeep();
    }
  }

  void leave() {
    levels--;
  }

  void tooMany(int more) {
    if (more > MAX_LEVELS - levels) {
      throw lexer.syntaxError("variable names limit exceeded");
    }
  }

  private LuaError tooDeep() {
    return lexer.plainError("chunk has too many syntax levels");
  }

  boolean accept(int kind) {
    if (lexer.kind != kind) {
      return false;
    }
    lexer.next();
    return true;
  }

  void check(int kind) {
    if (lexer.kind != kind) {
      throw lexer.syntaxError("'" + Token.show(kind) + "' expected");
    }
  }

  void expect(int kind) {
    check(kind);
    lexer.next();
  }

  /** The {@code end} of what began in {@code line} with {@code opening}. */
  void match(int kind, int opening, int line) {
    if (accept(kind)) {
      return;
    }
    if (line == lexer.line) {
      check(kind);
    }
    throw lexer.syntaxError(
        "'"
            + Token.show(kind)
            + "' expected (to close '"
            + Token.show(opening)
            + "' at line "
            + line
            + ")");
  }

  LuaString name() {
    if (lexer.kind != Token.NAME) {
      throw lexer.syntaxError("'<name>' expected");
    }
    LuaString name = lexer.text;
    lexer.next();
    return name;
  }

  // ---- variables

  Expression variable(LuaString name) {
    FunctionScope scope = parser.scope();
    FunctionScope.Local local = scope.local(name);
    if (local != null) {
      return new Variables.Local(local);
    }
    int upvalue = scope.upvalue(name);
    return upvalue >= 0
        ? new Variables.Upvalue(upvalue, name)
        : new Variables.Global(lexer.chunk(), lexer.lastLine, name);
  }

  boolean isAssignable(List<Expression> targets) {
    Expression last = targets.get(targets.size() - 1);
    return last instanceof Variables.Local
        || last instanceof Variables.Upvalue
        || last instanceof Variables.Global
        || last instanceof Variables.Field
        || last instanceof Variables.Element;
  }

  /** The place that {@code expression}, which is assignable, stands for. */
  Assignments.Target target(Expression expression, int line) {
    ChunkName chunk = lexer.chunk();
    if (expression instanceof Variables.Local local) {
      return new Assignments.ToLocal(local.variable);
    } else if (expression instanceof Variables.Upvalue upvalue) {
      return new Assignments.ToUpvalue(upvalue.index);
    } else if (expression instanceof Variables.Field field) {
      Expression key = new Literals.Constant(field.name);
      return new Assignments.ToField(chunk, line, field.object, key);
    } else if (expression instanceof Variables.Element element) {
      return new Assignments.ToField(chunk, line, element.object, element.key);
    }
    Expression key = new Literals.Constant(((Variables.Global) expression).name);
    return new Assignments.ToField(chunk, line, null, key);
  }

  // ---- prefixes

  private Expression prefix() {
    if (lexer.kind == '(') {
      int line = lexer.line;
      lexer.next();
      Expression inner = expression();
      match(')', '(', line);
      return inner instanceof Literals.Constant ? inner : new Literals.Parenthesized(inner);
    }
    if (lexer.kind == Token.NAME) {
      return variable(name());
    }
    throw lexer.syntaxError("unexpected symbol");
  }

  /** A variable, call or field; what a statement may begin with. */
  Expression primary() {
    Expression expression = prefix();
    for (int i = 0; ; i++) {
      if (i > MAX_ROW) {
        throw tooDeep();
      }
      switch (lexer.kind) {
        case '.' -> {
          lexer.next();
          LuaString field = name();
          expression = new Variables.Field(lexer.chunk(), lexer.lastLine, expression, field);
        }
        case '[' -> expression = element(expression);
        case ':' -> {
          lexer.next();
          LuaString method = name();
          int line = lexer.line;
          Expression[] args = arguments();
          expression = new Calls.Method(lexer.chunk(), line, expression, method, args);
        }
        case '(', Token.STRING, '{' -> {
          int line = lexer.line;
          Expression[] args = arguments();
          expression = new Calls.Plain(lexer.chunk(), line, expression, args);
        }
        default -> {
          return expression;
        }
      }
    }
  }

  private Expression element(Expression object) {
    lexer.next();
    Expression key = expression();
    expect(']');
    int line = lexer.lastLine;
    if (key instanceof Literals.Constant constant && constant.value() instanceof LuaString field) {
      return new Variables.Field(lexer.chunk(), line, object, field);
    }
    return new Variables.Element(lexer.chunk(), line, object, key);
  }

  private Expression[] arguments() {
    int line = lexer.line;
    return switch (lexer.kind) {
      case '(' -> {
        if (line != lexer.lastLine) {
          throw lexer.syntaxError("ambiguous syntax (function call x new statement)");
        }
        lexer.next();
        Expression[] args = lexer.kind == ')' ? NONE : list();
        match(')', '(', line);
        yield args;
      }
      case '{' -> new Expression[] {table()};
      case Token.STRING -> {
        Expression text = new Literals.Constant(lexer.text);
        lexer.next();
        yield new Expression[] {text};
      }
      default -> throw lexer.syntaxError("function arguments expected");
    };
  }

  // ---- tables

  private Expression table() {
    int line = lexer.line;
    expect('{');
    List<Expression> keys = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    Expression item = new Literals.Constant(Nil.NIL);
    while (lexer.kind != '}') {
      if (lexer.kind == Token.NAME && lexer.ahead() == '=') {
        keys.add(new Literals.Constant(name()));
        lexer.next();
      } else if (accept('[')) {
        keys.add(fieldKey());
        expect(']');
        expect('=');
      } else {
        keys.add(item);
      }
      values.add(expression());
      if (!accept(',') && !accept(';')) {
        break;
      }
    }
    match('}', '{', line);
    int last = keys.size() - 1;
    boolean open = last >= 0 && keys.get(last) == item && values.get(last).isOpen();
    return new TableConstructor(
        lexer.chunk(), lexer.lastLine, keys.toArray(NONE), values.toArray(NONE), open);
  }

  /** A key in brackets; a constant nil must not be taken for a positional item. */
  private Expression fieldKey() {
    Expression key = expression();
    return TableConstructor.isItem(key) ? new Literals.Parenthesized(key) : key;
  }

  // ---- operators

  Expression[] list() {
    List<Expression> list = new ArrayList<>();
    do {
      list.add(expression());
    } while (accept(','));
    return list.toArray(NONE);
  }

  Expression expression() {
    return operators(0);
  }

  /** An expression of which the code only asks whether it holds. */
  Expression condition() {
    Expression condition = expression();
    parser.scope().unused(condition.last());
    return condition;
  }

  /** Operands joined by operators that bind more tightly than {@code limit}. */
  private Expression operators(int limit) {
    enter();
    Expression left = unary();
    int row = 0;
    int kind = lexer.kind;
    while (leftPriority(kind) > limit) {
      row++;
      if (row > MAX_ROW) {
        throw tooDeep();
      }
      lexer.next();
      Expression right = operators(rightPriority(kind));
      left = binary(kind, lexer.lastLine, left, right);
      kind = lexer.kind;
    }
    leave();
    return left;
  }

  private Expression unary() {
    int kind = lexer.kind;
    if (kind != Token.NOT && kind != '-' && kind != '#') {
      return simple();
    }
    lexer.next();
    Expression operand = operators(UNARY_PRIORITY);
    int line = lexer.lastLine;
    if (kind == Token.NOT) {
      parser.scope().unused(operand.last());
      if (operand instanceof Literals.Constant constant) {
        return new Literals.Constant(!Metatables.isTrue(constant.value()));
      }
      return new Conditions.Not(operand);
    }
    if (kind == '#') {
      return new Operators.Length(lexer.chunk(), line, operand);
    }
    if (operand instanceof Literals.Constant constant
        && constant.value() instanceof Double number) {
      parser.scope().unused(operand);
      return number(-number);
    }
    return new Operators.Negate(lexer.chunk(), line, operand);
  }

  private Expression simple() {
    return switch (lexer.kind) {
      case Token.NUMBER -> constant(lexer.number);
      case Token.STRING -> constant(lexer.text);
      case Token.NIL -> constant(Nil.NIL);
      case Token.TRUE -> constant(true);
      case Token.FALSE -> constant(false);
      case Token.DOTS -> {
        if (!parser.scope().isVararg()) {
          throw lexer.syntaxError("cannot use '...' outside a vararg function");
        }
        parser.scope().useDots();
        lexer.next();
        yield new Literals.Dots();
      }
      case '{' -> table();
      case Token.FUNCTION -> {
        lexer.next();
        yield parser.function(false, lexer.line);
      }
      default -> primary();
    };
  }

  private Expression constant(Object value) {
    lexer.next();
    return value instanceof Double number ? number(number) : new Literals.Constant(value);
  }

  private Expression number(double value) {
    Literals.Constant constant = new Literals.Constant(value);
    if (value == 0) {
      parser.scope().zero(constant);
    }
    return constant;
  }

  /** An operator on numbers, computed at once where both are constants. */
  private Expression arithmetic(Arithmetic operator, int line, Expression a, Expression b) {
    Expression node = Operators.of(operator, lexer.chunk(), line, a, b);
    FunctionScope scope = parser.scope();
    if (node instanceof Literals.Constant folded && folded.value() instanceof Double value) {
      scope.unused(a);
      scope.unused(b);
      return number(value);
    }
    scope.usedLater(a);
    return node;
  }

  private Expression binary(int kind, int line, Expression a, Expression b) {
    ChunkName chunk = lexer.chunk();
    return switch (kind) {
      case '+' -> arithmetic(Arithmetic.ADD, line, a, b);
      case '-' -> arithmetic(Arithmetic.SUB, line, a, b);
      case '*' -> arithmetic(Arithmetic.MUL, line, a, b);
      case '/' -> arithmetic(Arithmetic.DIV, line, a, b);
      case '%' -> arithmetic(Arithmetic.MOD, line, a, b);
      case '^' -> arithmetic(Arithmetic.POW, line, a, b);
      case Token.CONCAT -> Operators.Concat.of(chunk, line, a, b);
      case Token.EQ -> new Conditions.Equal(chunk, line, a, b, true);
      case Token.NE -> new Conditions.Equal(chunk, line, a, b, false);
      case '<' -> new Conditions.Less(chunk, line, a, b, false);
      case '>' -> new Conditions.Less(chunk, line, a, b, true);
      case Token.LE -> new Conditions.LessOrEqual(chunk, line, a, b, false);
      case Token.GE -> new Conditions.LessOrEqual(chunk, line, a, b, true);
      default -> choice(kind == Token.AND, a, b);
    };
  }

  /** And, or or; a constant in front may decide it already. */
  private Expression choice(boolean and, Expression a, Expression b) {
    if (a instanceof Literals.Constant constant && Metatables.isTrue(constant.value()) == and) {
      parser.scope().unused(a);
      return b instanceof Literals.Constant ? b : new Literals.Parenthesized(b);
    }
    if (and) {
      parser.scope().unused(a.last());
    }
    return and ? new Conditions.And(a, b) : new Conditions.Or(a, b);
  }

  private static int leftPriority(int kind) {
    return switch (kind) {
      case '+', '-' -> 6;
      case '*', '/', '%' -> 7;
      case '^' -> 10;
      case Token.CONCAT -> 5;
      case Token.EQ, Token.NE, '<', '>', Token.LE, Token.GE -> 3;
      case Token.AND -> 2;
      case Token.OR -> 1;
      default -> 0;
    };
  }

  /** Less than the left one where the operator binds to the right. */
  private static int rightPriority(int kind) {
    return switch (kind) {
      case '^' -> 9;
      case Token.CONCAT -> 4;
      default -> leftPriority(kind);
    };
  }
}
