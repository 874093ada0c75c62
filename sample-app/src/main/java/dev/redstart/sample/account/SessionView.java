package dev.redstart.sample.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The session as the page shows it.
 *
 * @param account null when nobody is signed in
 * @param idStart the first characters of the session's id, enough to find its key
 * @param secondsLeft how long it lives without another request
 * @param recent names of the products looked at, the last one first
 */
record SessionView(
    @Nullable Account account, @Nullable String idStart, int secondsLeft, List<String> recent) {

  static final SessionView NOBODY = new SessionView(null, null, 0, List.of());
}
