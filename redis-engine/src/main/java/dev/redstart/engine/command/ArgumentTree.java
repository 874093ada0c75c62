package dev.redstart.engine.command;

import dev.redstart.engine.command.Syntax.Arg;
import dev.redstart.engine.command.Syntax.Many;
import dev.redstart.engine.command.Syntax.Maybe;
import dev.redstart.engine.command.Syntax.Node;
import dev.redstart.engine.command.Syntax.OneOf;
import dev.redstart.engine.command.Syntax.Seq;
import dev.redstart.engine.command.Syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the arguments of COMMAND DOCS from a syntax line. */
final class ArgumentTree {

  /*
   * A word belongs to what follows it up to the next word or option: one argument gets it as its token, several become a
   * block with that token. Groups that the line has no name for are named after their parts.
   */

  private final int specs;
  private int keys;

  private ArgumentTree(int specs) {
    this.specs = specs;
  }

  /**
   * @param specs how many key specifications there are
   */
  static List<Argument> of(Syntax syntax, int specs) {
    return new ArgumentTree(specs).sequence(syntax.arguments().parts());
  }

  private List<Argument> sequence(List<Node> parts) {
    List<Argument> arguments = new ArrayList<>();
    int at = 0;
    while (at < parts.size()) {
      if (parts.get(at) instanceof Word word) {
        int end = endOfScope(parts, at + 1);
        arguments.add(token(word, sequence(parts.subList(at + 1, end))));
        at = end;
      } else {
        arguments.add(node(parts.get(at)));
        at++;
      }
    }
    return arguments;
  }

  private static int endOfScope(List<Node> parts, int from) {
    int end = from;
    while (end < parts.size()
        && (parts.get(end) instanceof Arg
            || parts.get(end) instanceof Many
            || (end == from && parts.get(end) instanceof OneOf))) {
      end++;
    }
    boolean wrapsAll = end == from && end < parts.size() && parts.get(end) instanceof Maybe;
    return wrapsAll ? parts.size() : end;
  }

  private static Argument token(Word word, List<Argument> scope) {
    String name = word.text().toLowerCase(Locale.ROOT);
    if (scope.isEmpty()) {
      return plain(name, Argument.PURE_TOKEN, word.text(), List.of());
    }
    Argument only = scope.size() == 1 ? scope.get(0) : null;
    if (only != null && only.token() == null) {
      return new Argument(
          only.name(), only.type(), word.text(), only.keySpec(), only.flags(), only.arguments());
    }
    return plain(name, Argument.BLOCK, word.text(), scope);
  }

  private Argument node(Node node) {
    if (node instanceof Arg arg) {
      int spec = arg.key() ? Math.min(keys++, specs - 1) : Argument.NO_SPEC;
      return new Argument(arg.name(), arg.type(), null, spec, Set.of(), List.of());
    }
    if (node instanceof Maybe maybe) {
      return node(maybe.body()).with("optional");
    }
    if (node instanceof Many many) {
      return repeated(many);
    }
    if (node instanceof OneOf one) {
      return choice(one);
    }
    if (node instanceof Seq seq) {
      return group(seq);
    }
    throw new IllegalStateException("a word on its own: " + node);
  }

  private Argument repeated(Many many) {
    Argument body = group(many.body()).with("multiple");
    boolean eachWithToken = many.body().parts().get(0) instanceof Word;
    return eachWithToken ? body.with("multiple_token") : body;
  }

  private Argument choice(OneOf one) {
    List<Argument> choices = new ArrayList<>();
    for (Node choice : one.choices()) {
      choices.add(node(choice));
    }
    return plain(choices.get(0).name() + "-or", Argument.ONE_OF, null, choices);
  }

  private Argument group(Seq seq) {
    List<Argument> parts = sequence(seq.parts());
    return parts.size() == 1
        ? parts.get(0)
        : plain(parts.get(0).name() + "-group", Argument.BLOCK, null, parts);
  }

  private static Argument plain(
      String name, String type, @Nullable String token, List<Argument> arguments) {
    return new Argument(name, type, token, Argument.NO_SPEC, Set.of(), arguments);
  }
}
