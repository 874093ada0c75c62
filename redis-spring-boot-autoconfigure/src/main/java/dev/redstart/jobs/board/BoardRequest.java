package dev.redstart.jobs.board;

import dev.redstart.jobs.JobState;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request to the board, whichever framework has taken it.
 *
 * @param parameters of the address and of the form
 * @param requestedWith the header X-Requested-With, which no other site can make a browser send
 * @param csrf what the next form must have
 */
public record BoardRequest(
    Map<String, String> parameters,
    @Nullable String requestedWith,
    Supplier<Optional<CsrfField>> csrf) {

  /** The header by which the page says that a request is its own. */
  public static final String REQUESTED_WITH = "X-Requested-With";

  String text(String name) {
    String text = parameters.get(name);
    if (text == null || text.isEmpty()) {
      throw BoardException.illegal("parameter " + name + " is missing");
    }
    return text;
  }

  /** A whole number from 0 to {@code most}. */
  int number(String name, int otherwise, int most) {
    String text = parameters.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as what is out of bounds is.
    }
    throw BoardException.illegal("parameter " + name + " is no number from 0 to " + most);
  }

  JobState state() {
    String text = text("state");
    for (JobState state : JobState.values()) {
      if (state.toString().equals(text)) {
        return state;
      }
    }
    throw BoardException.illegal("there is no such state");
  }
}
