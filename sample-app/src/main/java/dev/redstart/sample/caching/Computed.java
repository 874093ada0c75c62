package dev.redstart.sample.caching;

/** A result that remembers its computation, in the cache as well. */
public interface Computed {

  /** When and how long this was computed. */
  Computation computation();
}
