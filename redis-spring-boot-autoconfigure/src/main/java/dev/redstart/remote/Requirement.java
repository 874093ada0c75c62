package dev.redstart.remote;

import java.util.List;

/** What a feature of the application needs of the Redis server; beans of this type are asked. */
@FunctionalInterface
public interface Requirement {

  /**
   * What the server lacks.
   *
   * @return a sentence for each lack: what is missing, what is lost by it, what to do about it
   */
  List<String> lackedBy(Target target);
}
