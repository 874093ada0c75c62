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

/** Reads a syntax line, by hand: hundreds of them are read when an engine starts. */
final class SyntaxParser {

  private static final String MARKS = "[]<>|";

  private final List<String> input;
  private int at;

  SyntaxParser(String line) {
    this.input = tokens(line);
  }

  Seq parse() {
    Node node = choices("");
    if (!(node instanceof Seq seq)) {
      throw new IllegalArgumentException("a choice without angles: " + input);
    }
    return seq;
  }

  private Node choices(String close) {
    List<Node> all = new ArrayList<>();
    do {
      all.add(sequence(close));
    } while (accept("|"));
    if (!close.isEmpty() && !accept(close)) {
      throw new IllegalArgumentException("no " + close + ": " + input);
    }
    return all.size() == 1 ? all.get(0) : new OneOf(all);
  }

  private Seq sequence(String close) {
    List<Node> parts = new ArrayList<>();
    while (at < input.size() && !input.get(at).equals(close) && !input.get(at).equals("|")) {
      if (accept("[")) {
        optional(parts);
      } else if (accept("<")) {
        parts.add(choices(">"));
      } else {
        parts.add(word(input.get(at++)));
      }
    }
    return new Seq(parts);
  }

  /** "a b [a b ...]" is the repetition of what stands before the bracket. */
  private void optional(List<Node> parts) {
    Node body = choices("]");
    int repeated = repeated(body);
    if (repeated == 0) {
      parts.add(new Maybe(body));
      return;
    }
    List<Node> tail = parts.subList(Math.max(0, parts.size() - repeated), parts.size());
    Many many = new Many(new Seq(List.copyOf(tail)));
    tail.clear();
    parts.add(many);
  }

  private static int repeated(Node body) {
    if (body instanceof Seq seq && !seq.parts().isEmpty()) {
      Node last = seq.parts().get(seq.parts().size() - 1);
      return last instanceof Word word && word.text().equals("...") ? seq.parts().size() - 1 : 0;
    }
    return 0;
  }

  private static Node word(String text) {
    int colon = text.indexOf(':');
    if (colon > 0) {
      return new Arg(text.substring(0, colon), text.substring(colon + 1));
    }
    return isLiteral(text) ? new Word(text) : new Arg(text, ArgumentTypes.of(text));
  }

  private static boolean isLiteral(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isLowerCase(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> tokens(String line) {
    List<String> out = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= line.length(); i++) {
      char c = i < line.length() ? line.charAt(i) : ' ';
      boolean mark = MARKS.indexOf(c) >= 0;
      if (!mark && c != ' ') {
        start = start < 0 ? i : start;
        continue;
      }
      if (start >= 0) {
        out.add(line.substring(start, i));
        start = -1;
      }
      if (mark) {
        out.add(String.valueOf(c));
      }
    }
    return out;
  }

  private boolean accept(String token) {
    boolean yes = at < input.size() && input.get(at).equals(token);
    if (yes) {
      at++;
    }
    return yes;
  }
}
