package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

/** Measures how big the two parts of a table should be: counts its keys by powers of two. */
final class TableShape {

  static final int MAX_ARRAY = 1 << 26;

  /** Of each power of two, how many keys are above the half of it and up to it. */
  private final int[] counts = new int[27];

  private int total;
  private int candidates;
  private int arraySize;
  private int inArray;

  void countArray(Object[] array) {
    int i = 1;
    for (int power = 0, limit = 1; power < counts.length && i <= array.length; power++) {
      int used = 0;
      for (int end = Math.min(limit, array.length); i <= end; i++) {
        if (array[i - 1] != NIL) {
          used++;
        }
      }
      counts[power] += used;
      total += used;
      candidates += used;
      limit *= 2;
    }
  }

  /** Counts one key. {@code index} is 0 for one that can't go into the array. */
  void count(int index) {
    total++;
    if (index >= 1) {
      counts[index == 1 ? 0 : 32 - Integer.numberOfLeadingZeros(index - 1)]++;
      candidates++;
    }
  }

  void compute() {
    int below = 0;
    long limit = 1;
    for (int power = 0; power < counts.length && limit / 2 < candidates; power++) {
      below += counts[power];
      if (counts[power] > 0 && below > limit / 2) {
        arraySize = (int) limit;
        inArray = below;
      }
      limit *= 2;
    }
  }

  int arraySize() {
    return arraySize;
  }

  int nodes() {
    return total - inArray;
  }
}
