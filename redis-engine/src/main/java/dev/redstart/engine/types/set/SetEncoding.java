package dev.redstart.engine.types.set;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.ScanOptions;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** One way to keep the members of a set. Visitors must not change it. */
sealed interface SetEncoding permits IntegerSet, PackedSet, TableSet {

  /** What OBJECT ENCODING answers. */
  String name();

  int size();

  /** About how many bytes of memory this takes. */
  long heapBytes();

  boolean contains(Bytes member);

  /** As {@link #contains(Bytes)}, for the text of an integer. */
  default boolean contains(long member) {
    return contains(Bytes.of(member));
  }

  /** Removes a member; false where it isn't one. */
  boolean remove(Bytes member);

  void forEach(Consumer<? super Bytes> each);

  /** Visits members while {@code each} says so. */
  void forEachWhile(Predicate<? super Bytes> each);

  /** Visits members that are in all the others as well while {@code each} says so. */
  default void forEachShared(List<SetEncoding> others, Predicate<? super Bytes> each) {
    forEachWhile(
        member -> {
          for (SetEncoding other : others) {
            if (!other.contains(member)) {
              return true;
            }
          }
          return each.test(member);
        });
  }

  /** True where each member's text is that of an integer of 64 bits. */
  boolean hasIntegersOnly();

  /**
   * Visits some members from {@code cursor} on, matching or not; returns the cursor to go on with.
   */
  long scan(long cursor, ScanOptions options, Consumer<? super Bytes> each);

  /** Visits {@code count} members, each time any of them. There must be one. */
  void draw(int count, RandomGenerator random, Consumer<? super Bytes> each);

  /** Visits {@code count} different members, less than there are. */
  void drawDistinct(int count, RandomGenerator random, Consumer<? super Bytes> each);

  /** Removes any member, of which there must be one, and returns it. */
  Bytes pop(RandomGenerator random);

  SetEncoding copy();
}
