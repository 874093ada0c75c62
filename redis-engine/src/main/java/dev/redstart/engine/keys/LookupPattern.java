package dev.redstart.engine.keys;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.value.Fields;
import dev.redstart.engine.value.Text;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of SORT's BY and GET: {@code prefix*suffix}, {@code prefix*suffix->field}, or {@code
 * #}.
 */
final class LookupPattern {

  private final byte[] pattern;
  private final int star;
  private final int suffixEnd;
  private final @Nullable Bytes field;

  LookupPattern(Bytes text) {
    this.pattern = text.shared();
    this.star = indexOf(pattern, '*');
    int arrow = star < 0 ? -1 : arrow(pattern, star + 1);
    // An arrow that nothing follows is part of the name.
    boolean hasField = arrow >= 0 && arrow + 2 < pattern.length;
    this.suffixEnd = hasField ? arrow : pattern.length;
    this.field = hasField ? text.slice(arrow + 2, pattern.length) : null;
  }

  boolean hasStar() {
    return star >= 0;
  }

  /** What the pattern names for {@code element}, null where there is nothing of the right type. */
  @Nullable Bytes lookup(Call call, Bytes element) {
    if (pattern.length == 1 && pattern[0] == '#') {
      return element;
    }
    if (star < 0) {
      return null;
    }
    Entry entry = call.keys().lookUp(name(element));
    if (entry == null) {
      return null;
    }
    Bytes wanted = field;
    if (wanted != null) {
      return entry.value() instanceof Fields fields ? fields.field(wanted) : null;
    }
    return entry.value() instanceof Text text ? text.bytes() : null;
  }

  private Bytes name(Bytes element) {
    byte[] inner = element.shared();
    byte[] name = Arrays.copyOf(pattern, star + inner.length + suffixEnd - star - 1);
    System.arraycopy(inner, 0, name, star, inner.length);
    System.arraycopy(pattern, star + 1, name, star + inner.length, suffixEnd - star - 1);
    return Bytes.wrap(name);
  }

  private static int indexOf(byte[] bytes, char wanted) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static int arrow(byte[] bytes, int from) {
    for (int i = from; i + 1 < bytes.length; i++) {
      if (bytes[i] == '-' && bytes[i + 1] == '>') {
        return i;
      }
    }
    return -1;
  }
}
