package dev.redstart.ratelimit;

/** What to do while the Redis that counts doesn't answer. */
public enum FailurePolicy {

  /** Everything is granted, and nothing counted. */
  ALLOW,

  /** Nothing is granted. */
  DENY,

  /** Each process counts for itself, by the same plans. */
  LOCAL
}
