package dev.redstart.jobs.board;

import dev.redstart.jobs.JobQueues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpMethod;

/** The board of some queues: all its addresses, for any web framework. */
public final class JobBoard {

  private final String path;
  private final boolean writable;
  private final BoardReading reading;
  private final BoardChanges changes;

  /**
   * A board.
   *
   * @param path where it is, such as {@code /redstart/jobs}
   * @param shown the names of the queues that it shows; all that are found where there is none
   * @param writable whether it changes anything
   */
  public JobBoard(JobQueues queues, String path, List<String> shown, boolean writable) {
    ShownQueues visible = new ShownQueues(queues, shown);
    this.path = path;
    this.writable = writable;
    this.reading = new BoardReading(visible);
    this.changes = new BoardChanges(visible);
  }

  /** Where it is. */
  public String path() {
    return path;
  }

  /** All its addresses. */
  public List<BoardRoute> routes() {
    List<BoardRoute> routes = new ArrayList<>();
    String here = "./" + path.substring(path.lastIndexOf('/') + 1) + '/';
    routes.add(get("", request -> BoardAnswer.redirect(here)));
    routes.add(file("/", "board.html", "text/html"));
    routes.add(file("/board.css", "board.css", "text/css"));
    routes.add(file("/board.js", "board.js", "text/javascript"));
    routes.add(read("board", this::about));
    routes.add(read("queues", reading::queues));
    routes.add(read("jobs", reading::jobs));
    routes.add(read("job", reading::job));
    routes.add(read("logs", reading::logs));
    routes.add(read("schedulers", reading::schedulers));
    routes.add(change("pause", changes::pause));
    routes.add(change("resume", changes::resume));
    routes.add(change("clean", changes::clean));
    routes.add(change("retry-all", changes::retryAll));
    routes.add(change("promote-all", changes::promoteAll));
    routes.add(change("retry", changes::retry));
    routes.add(change("promote", changes::promote));
    routes.add(change("remove", changes::remove));
    routes.add(change("remove-scheduler", changes::removeScheduler));
    return routes;
  }

  /** What the page has to know: asked before each change, because tokens change. */
  private Object about(BoardRequest request) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("writable", writable);
    if (writable) {
      request
          .csrf()
          .get()
          .map(field -> Map.of("parameter", field.parameter(), "token", field.token()))
          .ifPresent(field -> about.put("csrf", field));
    }
    return about;
  }

  private static BoardRoute get(String path, Function<BoardRequest, BoardAnswer> work) {
    return new BoardRoute(HttpMethod.GET, path, work);
  }

  private static BoardRoute file(String path, String name, String type) {
    BoardAnswer file = BoardAnswer.file(name, type);
    return get(path, request -> file);
  }

  private static BoardRoute read(String name, Function<BoardRequest, Object> work) {
    return get("/api/" + name, request -> BoardAnswer.json(work.apply(request)));
  }

  /** Without Spring Security, the header alone keeps other sites from changing anything. */
  private BoardRoute change(String name, Function<BoardRequest, Object> work) {
    return new BoardRoute(
        HttpMethod.POST,
        "/api/" + name,
        request -> {
          if (!writable) {
            throw new BoardException(403, "the board only shows; redstart.jobs.board.writable");
          }
          if (request.requestedWith() == null) {
            throw new BoardException(
                403, "header " + BoardRequest.REQUESTED_WITH + " is missing: not from the page?");
          }
          return BoardAnswer.json(work.apply(request));
        });
  }
}
