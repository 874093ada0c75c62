package dev.redstart.engine.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a command as COMMAND DOCS shows it.
 *
 * @param type {@code string}, {@code integer}, {@code key} … or {@code pure-token}, {@code oneof},
 *     {@code block}
 * @param token the word that comes before it, or that it is
 * @param keySpec which key specification finds it, −1 where none does
 * @param flags of {@code optional}, {@code multiple}, {@code multiple_token}
 * @param arguments the choices of a oneof, the parts of a block
 */
public record Argument(
    String name,
    String type,
    @Nullable String token,
    int keySpec,
    Set<String> flags,
    List<Argument> arguments) {

  static final String BLOCK = "block";
  static final String ONE_OF = "oneof";
  static final String PURE_TOKEN = "pure-token";
  static final int NO_SPEC = -1;

  Argument with(String flag) {
    Set<String> more = new LinkedHashSet<>(flags);
    more.add(flag);
    return new Argument(name, type, token, keySpec, more, arguments);
  }
}
