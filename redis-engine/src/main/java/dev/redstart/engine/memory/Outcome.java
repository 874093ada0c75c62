package dev.redstart.engine.memory;

/** What came of making room. */
enum Outcome {
  /** There is room. */
  DONE,
  /** There will be, but not within the time that one call may take. */
  RUNNING,
  /** There is none, and no key may go. */
  FAILED
}
