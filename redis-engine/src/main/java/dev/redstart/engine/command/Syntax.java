package dev.redstart.engine.command;

import java.util.ArrayList;
import java.util.List;

/**
 * One command's syntax line as a tree, e.g. {@code ZADD key [NX | XX] score member [score member
 * ...]}.
 *
 * <p>Upper-case words are literal, lower-case ones name arguments; {@code a:type} gives an argument
 * a type its name doesn't tell; brackets enclose what may be left out, angles what groups a choice,
 * and an ellipsis what repeats.
 *
 * <p>Immutable: any thread may read it.
 */
public final class Syntax {

  /** A part of the line. */
  public sealed interface Node permits Word, Arg, Seq, OneOf, Maybe, Many {}

  /** A literal word. */
  public record Word(String text) implements Node {}

  /** An argument by name and type. */
  public record Arg(String name, String type) implements Node {
    /** True for an argument that names a key. */
    public boolean key() {
      return type.equals("key");
    }
  }

  /** One after the other. */
  public record Seq(List<Node> parts) implements Node {}

  /** One of several. */
  public record OneOf(List<Node> choices) implements Node {}

  /** May be left out. */
  public record Maybe(Node body) implements Node {}

  /** Once or more. */
  public record Many(Seq body) implements Node {}

  /** How many arguments a node takes at least, and whether never more. */
  record Length(int least, boolean fixed) {}

  private final List<String> words;
  private final Seq arguments;
  private final String line;

  private Syntax(String line, List<String> words, Seq arguments) {
    this.line = line;
    this.words = words;
    this.arguments = arguments;
  }

  static Syntax parse(String line) {
    SyntaxParser parser = new SyntaxParser(line);
    Seq all = parser.parse();
    List<String> words = new ArrayList<>(2);
    for (Node part : all.parts()) {
      if (words.size() < 2 && part instanceof Word word) {
        words.add(word.text());
      } else {
        break;
      }
    }
    List<Node> rest = all.parts().subList(words.size(), all.parts().size());
    return new Syntax(line, words, new Seq(List.copyOf(rest)));
  }

  /** The line itself. */
  public String line() {
    return line;
  }

  /** The command's name, and its subcommand's. */
  public List<String> words() {
    return words;
  }

  /** What follows the name. */
  public Seq arguments() {
    return arguments;
  }

  /** As COMMAND INFO counts: exactly so many, or at least so many where negative. */
  int arity() {
    Length length = length(arguments.parts());
    int least = length.least + words.size();
    return length.fixed ? least : -least;
  }

  static Length length(Node node) {
    if (node instanceof Seq seq) {
      return length(seq.parts());
    }
    if (node instanceof Maybe) {
      return new Length(0, false);
    }
    if (node instanceof Many many) {
      return new Length(length(many.body()).least, false);
    }
    if (node instanceof OneOf one) {
      return shortest(one);
    }
    return new Length(1, true);
  }

  static Length length(List<Node> nodes) {
    int least = 0;
    boolean fixed = true;
    for (Node node : nodes) {
      Length length = length(node);
      least += length.least;
      fixed &= length.fixed;
    }
    return new Length(least, fixed);
  }

  private static Length shortest(OneOf one) {
    Length best = length(one.choices().get(0));
    for (Node choice : one.choices()) {
      Length length = length(choice);
      boolean fixed = best.fixed && length.fixed && best.least == length.least;
      best = new Length(Math.min(best.least, length.least), fixed);
    }
    return best;
  }
}
