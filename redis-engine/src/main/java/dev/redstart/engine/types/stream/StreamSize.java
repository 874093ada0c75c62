package dev.redstart.engine.types.stream;

/** How many bytes of memory the parts of one stream take together. Guarded as the stream. */
final class StreamSize {

  private long bytes;

  long bytes() {
    return bytes;
  }

  void add(long more) {
    bytes += more;
  }
}
