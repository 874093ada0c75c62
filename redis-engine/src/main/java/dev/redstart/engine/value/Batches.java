package dev.redstart.engine.value;

import dev.redstart.engine.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Calls of one form that each take many parts, all behind the same words. */
public final class Batches {

  /** As many as Redis puts into one, so that a reader needs little memory for it. */
  public static final int MOST_PARTS = 64;

  private final Consumer<List<Bytes>> out;
  private final List<Bytes> beginning;
  private List<Bytes> call;
  private int parts;

  /**
   * @param out who is given the calls
   * @param beginning the words that each call begins with
   */
  public Batches(Consumer<List<Bytes>> out, Bytes... beginning) {
    this.out = out;
    this.beginning = List.of(beginning);
    this.call = new ArrayList<>(this.beginning);
  }

  /** Adds a part of one or more words. */
  public void add(Bytes... words) {
    for (Bytes word : words) {
      call.add(word);
    }
    parts++;
    if (parts == MOST_PARTS) {
      end();
    }
  }

  /** Hands over the last call, where there is something in it. */
  public void end() {
    if (parts > 0) {
      out.accept(call);
      call = new ArrayList<>(beginning);
      parts = 0;
    }
  }
}
