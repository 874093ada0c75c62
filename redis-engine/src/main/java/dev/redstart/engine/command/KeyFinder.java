package dev.redstart.engine.command;

import dev.redstart.engine.command.Syntax.Arg;
import dev.redstart.engine.command.Syntax.Length;
import dev.redstart.engine.command.Syntax.Many;
import dev.redstart.engine.command.Syntax.Maybe;
import dev.redstart.engine.command.Syntax.Node;
import dev.redstart.engine.command.Syntax.OneOf;
import dev.redstart.engine.command.Syntax.Seq;
import dev.redstart.engine.command.Syntax.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads from a syntax line where a command's keys are. */
final class KeyFinder {

  private final String access;
  private final List<KeySpec> found = new ArrayList<>(2);

  private KeyFinder(String access) {
    this.access = access;
  }

  /** The key specs of {@code syntax}, each with {@code access}. */
  static List<KeySpec> find(Syntax syntax, String access) {
    KeyFinder finder = new KeyFinder(access);
    finder.walk(syntax.arguments().parts(), syntax.words().size(), true, 0);
    return List.copyOf(finder.found);
  }

  /**
   * From left to right.
   *
   * @param position of the first node, exact while {@code fixed}, else the least
   * @param after how many arguments follow {@code parts} at least
   */
  private void walk(List<Node> parts, int position, boolean fixed, int after) {
    Node before = null;
    int pos = position;
    boolean exact = fixed;
    for (int i = 0; i < parts.size(); i++) {
      Node node = parts.get(i);
      Length rest = Syntax.length(parts.subList(i + 1, parts.size()));
      visit(node, before, new Place(pos, exact, after + rest.least()));
      Length length = Syntax.length(node);
      pos += length.least();
      exact &= length.fixed();
      before = node;
    }
  }

  private record Place(int position, boolean exact, int after) {}

  private void visit(Node node, @Nullable Node before, Place place) {
    if (node instanceof Arg arg && arg.key()) {
      single(before, place);
    } else if (node instanceof Many many && firstKey(many.body()) >= 0) {
      repeated(many, before, place);
    } else if (node instanceof Maybe maybe) {
      optional(maybe, before, place);
    } else if (node instanceof OneOf one) {
      for (Node choice : one.choices()) {
        List<Node> parts = choice instanceof Seq seq ? seq.parts() : List.of(choice);
        walk(parts, place.position, place.exact, place.after);
      }
    } else if (node instanceof Seq seq) {
      walk(seq.parts(), place.position, place.exact, place.after);
    }
  }

  private void single(@Nullable Node before, Place place) {
    if (place.exact) {
      found.add(new KeySpec.Range(place.position, 0, 1, access));
    } else if (before instanceof Word word) {
      found.add(new KeySpec.Keyword(word.text(), place.position - 1, KeySpec.Keyword.ONE, access));
    } else {
      found.add(new KeySpec.Unknown(access));
    }
  }

  private void repeated(Many many, @Nullable Node before, Place place) {
    int step = many.body().parts().size();
    if (isCount(before)) {
      found.add(new KeySpec.Counted(place.position - 1, step, access));
    } else if (before instanceof Word word && !place.exact) {
      int last = place.after > 0 ? KeySpec.Keyword.HALF : -1;
      found.add(new KeySpec.Keyword(word.text(), place.position - 1, last, access));
    } else if (place.exact) {
      int first = place.position + firstKey(many.body());
      found.add(new KeySpec.Range(first, -1 - place.after, step, access));
    } else {
      found.add(new KeySpec.Unknown(access));
    }
  }

  private void optional(Maybe maybe, @Nullable Node before, Place place) {
    Node body = maybe.body();
    List<Node> parts = body instanceof Seq seq ? seq.parts() : List.of(body);
    if (parts.size() == 1 && parts.get(0) instanceof Many many && firstKey(many.body()) >= 0) {
      repeated(many, before, place);
    } else {
      walk(parts, place.position, false, place.after);
    }
  }

  private static boolean isCount(@Nullable Node node) {
    return node instanceof Arg arg && arg.name().equals("numkeys");
  }

  private static int firstKey(Seq seq) {
    for (int i = 0; i < seq.parts().size(); i++) {
      if (seq.parts().get(i) instanceof Arg arg && arg.key()) {
        return i;
      }
    }
    return -1;
  }
}
