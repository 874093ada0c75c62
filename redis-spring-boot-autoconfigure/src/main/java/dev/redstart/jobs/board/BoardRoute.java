package dev.redstart.jobs.board;

import dev.redstart.jobs.JobException;
import java.time.DateTimeException;
import java.util.Map;
import java.util.function.Function;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;

/**
 * One of the board's addresses.
 *
 * @param path below the board's own
 * @param work what it answers
 */
public record BoardRoute(HttpMethod method, String path, Function<BoardRequest, BoardAnswer> work) {

  /** Answers a request, also where something is wrong with it. */
  public BoardAnswer answer(BoardRequest request) {
    try {
      return work.apply(request);
    } catch (BoardException e) {
      return failure(e.status(), e);
    } catch (JobException e) {
      return failure(e.reason() == JobException.Reason.MISSING ? 404 : 409, e);
    } catch (IllegalArgumentException | IllegalStateException | DateTimeException e) {
      return failure(400, e);
    } catch (DataAccessException e) {
      return failure(503, NestedExceptionUtils.getMostSpecificCause(e));
    }
  }

  private static BoardAnswer failure(int status, Throwable failure) {
    return BoardAnswer.json(status, Map.of("error", String.valueOf(failure.getMessage())));
  }
}
