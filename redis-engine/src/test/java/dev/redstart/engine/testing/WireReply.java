package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A reply as the protocol writes it: equal where the bytes on the wire are equal in kind and
 * content.
 *
 * @param type the protocol's first byte; {@code _} for all nulls, then {@code text} tells which
 * @param text the content of what has no elements
 * @param items the elements, keys and values in turn for a map
 */
public record WireReply(char type, Bytes text, List<WireReply> items) {

  /** A reply without elements. */
  public static WireReply leaf(char type, Bytes text) {
    return new WireReply(type, text, List.of());
  }

  /** A reply with elements. */
  public static WireReply tree(char type, List<WireReply> items) {
    return new WireReply(type, Bytes.EMPTY, List.copyOf(items));
  }

  /** A null: {@code $-1} and {@code *-1} in RESP2, {@code _} in RESP3. */
  public static WireReply none(String form) {
    return leaf('_', Bytes.of(form));
  }

  /** True for an error. */
  public boolean isError() {
    return type == '-';
  }

  /** True where the reply has elements, if only none at the moment. */
  public boolean isTree() {
    return "*%~>|".indexOf(type) >= 0;
  }

  /** The reply in one line, for people. */
  @Override
  public String toString() {
    if (type == '_') {
      return "null(" + text + ")";
    }
    if (isTree()) {
      return type + items.stream().map(String::valueOf).collect(Collectors.joining(" ", "[", "]"));
    }
    return type == '$' ? CommandLine.quote(text) : type + CommandLine.escape(text);
  }
}
