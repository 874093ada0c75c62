package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A table, laid out as the reference implementation does it: an array for the keys from 1 on, and
 * nodes for all others.
 */
public final class LuaTable {

  /*
   * The nodes are a scatter table with chains inside of the table itself and Brent's variation: a
   * key that finds its main position taken by a key that doesn't belong there moves that one away.
   * Free places are looked for downwards from the end, and when there is none both parts are
   * measured anew: the array gets the biggest power of two of which more than half is in use.
   * Scripts can see all of this, because it decides the order in which next visits.
   */

  private static final Object[] NONE = {};
  private static final Object[] NO_KEYS = {NIL};
  private static final int[] NO_LINKS = {-1};

  /** How many bytes an empty table takes. */
  static final long HEADER = 64;

  Object[] array = NONE;
  private Object[] keys = NO_KEYS;
  private Object[] values = NO_KEYS;
  private int[] links = NO_LINKS;
  private int lastFree;
  private boolean readOnly;
  private @Nullable LuaTable metatable;
  private @Nullable Memory memory;

  /** The last {@link Census} that has counted this. */
  short census;

  /** An empty table. */
  public LuaTable() {}

  /** An empty table whose growth {@code memory} counts. */
  LuaTable(Memory memory) {
    this.memory = memory;
  }

  /** An empty table with room. */
  public LuaTable(int arraySize, int nodes) {
    if (arraySize > 0) {
      array = filled(arraySize);
    }
    makeNodes(nodes);
  }

  /** An empty table with room, whose growth {@code memory} counts. */
  LuaTable(int arraySize, int nodes, Memory memory) {
    this(arraySize, nodes);
    this.memory = memory;
  }

  /** Makes this what it would be if it were new, with {@code items} in it, which are taken over. */
  public void renew(Object[] items) {
    // An old object that is given a reference, even one that it has, makes G1 wait for all stores
    // before.
    if (array != items) {
      array = items;
    }
    if (links != NO_LINKS) {
      makeNodes(0);
    }
    readOnly = false;
    metatable = null;
  }

  /** The metatable, null where there is none. */
  public @Nullable LuaTable metatable() {
    return metatable;
  }

  /** Sets or takes away the metatable. */
  public void metatable(@Nullable LuaTable newMetatable) {
    metatable = newMetatable;
  }

  /** Lets scripts only read from now on. */
  public void makeReadOnly() {
    readOnly = true;
  }

  /** Lets scripts write, or not. */
  public void readOnly(boolean newReadOnly) {
    readOnly = newReadOnly;
  }

  /** True where scripts may only read. */
  public boolean isReadOnly() {
    return readOnly;
  }

  // ---- reading

  /** The value of {@code key}, nil where there is none; metatables play no part. */
  public Object get(Object key) {
    if (key instanceof LuaString text) {
      return get(text);
    }
    if (key instanceof Double number) {
      return get(number.doubleValue());
    }
    int node = find(key);
    return node < 0 ? NIL : values[node];
  }

  /** As {@link #get(Object)}. */
  public Object get(LuaString key) {
    int node = node(key);
    return node < 0 ? NIL : values[node];
  }

  /** As {@link #get(Object)}, for who looks for the same key again and again. */
  Object get(LuaString key, LookUp by) {
    int node = by.node;
    if (node >= keys.length || keys[node] != key) {
      node = node(key);
      if (node < 0) {
        return NIL;
      }
      by.node = node;
    }
    return values[node];
  }

  private int node(LuaString key) {
    int node = key.hash() & (keys.length - 1);
    do {
      Object k = keys[node];
      if (k == key || (k instanceof LuaString other && key.same(other))) {
        return node;
      }
      node = links[node];
    } while (node >= 0);
    return -1;
  }

  /** As {@link #get(Object)}. */
  public Object get(String key) {
    return get(LuaString.of(key));
  }

  /** As {@link #get(Object)}. */
  public Object get(double key) {
    int index = (int) key;
    if (index == key && index >= 1 && index <= array.length) {
      return array[index - 1];
    }
    int node = findNumber(key);
    return node < 0 ? NIL : values[node];
  }

  /** As {@link #get(Object)}. */
  public Object get(int index) {
    return get((double) index);
  }

  private int findNumber(double key) {
    int node = numberPosition(key);
    do {
      if (keys[node] instanceof Double other && other.doubleValue() == key) {
        return node;
      }
      node = links[node];
    } while (node >= 0);
    return -1;
  }

  private int find(Object key) {
    if (key == NIL) {
      return -1;
    }
    int node = mainPosition(key);
    do {
      if (sameKey(keys[node], key)) {
        return node;
      }
      node = links[node];
    } while (node >= 0);
    return -1;
  }

  private static boolean sameKey(Object a, Object b) {
    if (a == b) {
      return true;
    }
    if (a instanceof LuaString text) {
      return b instanceof LuaString other && text.same(other);
    }
    return a instanceof Double x && b instanceof Double y && x.doubleValue() == y.doubleValue();
  }

  // ---- writing

  /** Sets {@code key}, which is neither nil nor NaN; metatables play no part. */
  public void put(Object key, Object value) {
    int index = arrayIndex(key);
    if (index >= 1 && index <= array.length) {
      array[index - 1] = value;
      return;
    }
    int node = find(key);
    if (node >= 0) {
      values[node] = value;
    } else {
      insert(key, value);
    }
  }

  /** As {@link #put(Object, Object)}. */
  public void put(LuaString key, Object value) {
    put((Object) key, value);
  }

  /** As {@link #put(Object, Object)}. */
  public void put(String key, Object value) {
    put((Object) LuaString.of(key), value);
  }

  /** As {@link #put(Object, Object)}. */
  public void put(int index, Object value) {
    if (index >= 1 && index <= array.length) {
      array[index - 1] = value;
    } else {
      put((Object) (double) index, value);
    }
  }

  private void insert(Object key, Object value) {
    int main = mainPosition(key);
    if (links == NO_LINKS || values[main] != NIL) {
      int free = links == NO_LINKS ? -1 : freePosition();
      if (free < 0) {
        rehash(key);
        put(key, value);
        return;
      }
      main = makeRoom(main, free);
    }
    keys[main] = key;
    values[main] = value;
  }

  /** Where a new key goes whose main position is taken. */
  private int makeRoom(int main, int free) {
    int other = mainPosition(keys[main]);
    if (other == main) {
      links[free] = links[main];
      links[main] = free;
      return free;
    }
    while (links[other] != main) {
      other = links[other];
    }
    links[other] = free;
    keys[free] = keys[main];
    values[free] = values[main];
    links[free] = links[main];
    links[main] = -1;
    return main;
  }

  private int freePosition() {
    while (lastFree > 0) {
      lastFree--;
      if (keys[lastFree] == NIL) {
        return lastFree;
      }
    }
    return -1;
  }

  // ---- positions

  private int mainPosition(Object key) {
    if (key instanceof LuaString text) {
      return text.hash() & (keys.length - 1);
    }
    if (key instanceof Double number) {
      return numberPosition(number);
    }
    if (key instanceof Boolean flag) {
      return (flag ? 1 : 0) & (keys.length - 1);
    }
    return (System.identityHashCode(key) & Integer.MAX_VALUE) % ((keys.length - 1) | 1);
  }

  private int numberPosition(double key) {
    if (key == 0) {
      return 0;
    }
    long bits = Double.doubleToRawLongBits(key);
    int sum = (int) bits + (int) (bits >>> 32);
    return Integer.remainderUnsigned(sum, (keys.length - 1) | 1);
  }

  /** The key as an index of an array, 0 where it can't be one. */
  private static int arrayIndex(Object key) {
    if (key instanceof Double number) {
      int index = number.intValue();
      return index == number && index <= TableShape.MAX_ARRAY ? index : 0;
    }
    return 0;
  }

  // ---- growing

  private void rehash(Object key) {
    TableShape shape = new TableShape();
    shape.countArray(array);
    for (int i = keys.length - 1; i >= 0; i--) {
      if (values[i] != NIL) {
        shape.count(arrayIndex(keys[i]));
      }
    }
    shape.count(arrayIndex(key));
    shape.compute();
    resize(shape.arraySize(), shape.nodes());
  }

  /** Gives the array at least {@code size} places. */
  void growArray(int size) {
    if (size > array.length) {
      resize(size, links == NO_LINKS ? 0 : keys.length);
    }
  }

  /**
   * What room is charged with: as if each place held a small object of its own. Numbers, for one,
   * are charged nowhere else.
   */
  static long cost(int arraySize, int nodes) {
    return 40L * arraySize + 80L * nodes;
  }

  private void resize(int arraySize, int nodes) {
    Memory m = memory;
    if (m != null) {
      m.charge(cost(Math.max(0, arraySize - array.length), nodes));
    }
    Object[] oldArray = array;
    Object[] oldKeys = keys;
    Object[] oldValues = values;
    if (arraySize > oldArray.length) {
      array = Arrays.copyOf(oldArray, arraySize);
      Arrays.fill(array, oldArray.length, arraySize, NIL);
    }
    makeNodes(nodes);
    if (arraySize < oldArray.length) {
      array = Arrays.copyOf(oldArray, arraySize);
      for (int i = arraySize; i < oldArray.length; i++) {
        if (oldArray[i] != NIL) {
          put(i + 1, oldArray[i]);
        }
      }
    }
    for (int i = oldKeys.length - 1; i >= 0; i--) {
      if (oldValues[i] != NIL) {
        put(oldKeys[i], oldValues[i]);
      }
    }
  }

  private void makeNodes(int wanted) {
    if (wanted == 0) {
      keys = NO_KEYS;
      values = NO_KEYS;
      links = NO_LINKS;
      lastFree = 0;
      return;
    }
    int size = wanted == 1 ? 1 : Integer.highestOneBit(wanted - 1) << 1;
    keys = filled(size);
    values = filled(size);
    links = new int[size];
    Arrays.fill(links, -1);
    lastFree = size;
  }

  private static Object[] filled(int size) {
    Object[] objects = new Object[size];
    Arrays.fill(objects, NIL);
    return objects;
  }

  // ---- the whole

  /** A border: an index whose value is not nil while that of the next one is. */
  public int length() {
    int j = array.length;
    if (j > 0 && array[j - 1] == NIL) {
      int i = 0;
      while (j - i > 1) {
        int middle = (i + j) >>> 1;
        if (array[middle - 1] == NIL) {
          j = middle;
        } else {
          i = middle;
        }
      }
      return i;
    }
    return links == NO_LINKS ? j : borderInNodes(j);
  }

  private int borderInNodes(int from) {
    long i = from;
    long j = from + 1L;
    while (get((double) j) != NIL) {
      i = j;
      j *= 2;
      if (j > Integer.MAX_VALUE) {
        int linear = 1;
        while (get(linear) != NIL) {
          linear++;
        }
        return linear - 1;
      }
    }
    while (j - i > 1) {
      long middle = (i + j) / 2;
      if (get((double) middle) == NIL) {
        j = middle;
      } else {
        i = middle;
      }
    }
    return (int) i;
  }

  /**
   * The place of {@code key} in the order of a walk: 0 for nil, −1 for a key that isn't in the
   * table.
   */
  int placeOf(Object key) {
    if (key == NIL) {
      return 0;
    }
    int index = arrayIndex(key);
    if (index >= 1 && index <= array.length) {
      return index;
    }
    int node = find(key);
    return node < 0 ? -1 : array.length + node + 1;
  }

  /** The first place from {@code place} on that holds a value, counted from 0; −1 at the end. */
  public int nextPlace(int place) {
    int i = place;
    for (; i < array.length; i++) {
      if (array[i] != NIL) {
        return i;
      }
    }
    for (int node = i - array.length; node < keys.length; node++) {
      if (values[node] != NIL) {
        return array.length + node;
      }
    }
    return -1;
  }

  /** The key at a place that {@link #nextPlace} found. */
  public Object keyAt(int place) {
    return place < array.length ? (Object) (double) (place + 1) : keys[place - array.length];
  }

  /** The value at a place that {@link #nextPlace} found. */
  public Object valueAt(int place) {
    return place < array.length ? array[place] : values[place - array.length];
  }

  /** True while {@code place} is still that of {@code key}. */
  boolean isAt(int place, Object key) {
    if (place < array.length) {
      return key instanceof Double number && number == place + 1;
    }
    int node = place - array.length;
    return node < keys.length && keys[node] == key;
  }

  /** True where there is nothing to visit. */
  public boolean isEmpty() {
    return nextPlace(0) < 0;
  }

  /** About how many bytes this table itself takes. */
  long heapBytes() {
    return HEADER + 8L * array.length + 24L * keys.length;
  }
}
