package dev.redstart.engine.types.set;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.ScanOptions;
import dev.redstart.engine.structure.Drawing;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A set, guarded by the lock of its key's shard. It is an array while it holds a few integers only,
 * packed into a list while it is small, and becomes a table when a write leads beyond the {@link
 * SetLimits}.
 */
final class SetValue implements Members {

  /*
   * Which encoding a set has is told by its history, not by its members: nothing that is removed makes an encoding smaller
   * again, and a set of integers that outgrows its array becomes a table without having been a list.
   */

  static final DataType<SetValue> SET = new DataType<>("set", SetValue.class, SetValue::new);

  private SetEncoding members;

  /** An empty set that begins as an array of integers. */
  SetValue() {
    this(new IntegerSet());
  }

  SetValue(SetEncoding members) {
    this.members = members;
  }

  /** An empty set that begins as a list. */
  static SetValue packed() {
    return new SetValue(new PackedSet());
  }

  /** An empty set that begins as an array if this is one, else as a list. */
  SetValue emptyAlike() {
    return members instanceof IntegerSet ? new SetValue() : packed();
  }

  @Override
  public DataType<SetValue> type() {
    return SET;
  }

  @Override
  public boolean isEmpty() {
    return members.size() == 0;
  }

  @Override
  public String encoding() {
    return members.name();
  }

  @Override
  public long heapBytes() {
    return 16 + members.heapBytes();
  }

  @Override
  public SetValue copy() {
    return new SetValue(members.copy());
  }

  @Override
  public int size() {
    return members.size();
  }

  @Override
  public void forEachElement(Consumer<? super Bytes> each) {
    members.forEach(each);
  }

  /** Visits members while {@code each} says so. */
  void forEachWhile(Predicate<? super Bytes> each) {
    members.forEachWhile(each);
  }

  /** Visits members that are in all the others as well while {@code each} says so. */
  void forEachShared(List<SetValue> others, Predicate<? super Bytes> each) {
    List<SetEncoding> encodings = new ArrayList<>(others.size());
    for (SetValue other : others) {
      if (other != this) {
        encodings.add(other.members);
      }
    }
    members.forEachShared(encodings, each);
  }

  @Override
  public boolean contains(Bytes member) {
    return members.contains(member);
  }

  /**
   * Prepares for {@code count} members of which {@code first} is the first: an empty set begins as
   * what suits them, and one that would outgrow its encoding if they are all new ones becomes a
   * table at once.
   */
  void expect(Bytes first, int count, SetLimits limits) {
    if (isEmpty()) {
      if (Ascii.isLong(first.shared()) && limits.allowIntegers(count)) {
        members = new IntegerSet();
      } else {
        members = limits.allowEntries(count) ? new PackedSet() : new TableSet();
      }
    } else if (members instanceof PackedSet && !limits.allowEntries(count)) {
      becomeTable();
    } else if (members instanceof IntegerSet && !limits.allowIntegers(count)) {
      becomeTable();
    }
  }

  /** Adds a member; false where it is one already. */
  boolean add(Bytes member, SetLimits limits) {
    if (members instanceof TableSet table) {
      return table.add(member);
    }
    if (members instanceof IntegerSet integers) {
      return Ascii.isLong(member.shared())
          ? addInteger(integers, Ascii.toLong(member.shared()), limits)
          : addText(integers, member, limits);
    }
    return addPacked((PackedSet) members, member, limits);
  }

  private boolean addInteger(IntegerSet integers, long member, SetLimits limits) {
    if (!integers.add(member)) {
      return false;
    }
    if (!limits.allowIntegers(integers.size())) {
      becomeTable();
    }
    return true;
  }

  private boolean addText(IntegerSet integers, Bytes member, SetLimits limits) {
    int longest = integers.longest();
    long bytes = (long) integers.size() * (longest + 2);
    if (limits.allowEntries(integers.size() + 1L)
        && limits.allow(member)
        && limits.allowLength(longest)
        && limits.allowBytes(bytes, member.length())) {
      PackedSet packed = new PackedSet();
      integers.forEach(packed::append);
      packed.append(member);
      members = packed;
      return true;
    }
    return becomeTable().add(member);
  }

  private boolean addPacked(PackedSet packed, Bytes member, SetLimits limits) {
    if (packed.contains(member)) {
      return false;
    }
    if (limits.allowEntries(packed.size() + 1L)
        && limits.allow(member)
        && limits.allowBytes(packed.byteSize(), member.length())) {
      packed.append(member);
      return true;
    }
    return becomeTable().add(member);
  }

  /** Removes a member; false where it isn't one. */
  boolean remove(Bytes member) {
    return members.remove(member);
  }

  /** Becomes an array of integers where that is possible: what intersections are stored as. */
  void preferIntegers(SetLimits limits) {
    boolean possible =
        !(members instanceof IntegerSet)
            && limits.allowIntegers(size())
            && members.hasIntegersOnly();
    if (possible) {
      IntegerSet integers = new IntegerSet();
      members.forEach(member -> integers.add(Ascii.toLong(member.shared())));
      members = integers;
    }
  }

  /** See {@link SetEncoding#scan}. */
  long scan(long cursor, ScanOptions options, Consumer<? super Bytes> each) {
    return members.scan(cursor, options, each);
  }

  /** Visits {@code count} members, each time any of them. There must be one. */
  void draw(int count, RandomGenerator random, Consumer<? super Bytes> each) {
    members.draw(count, random, each);
  }

  /** Visits {@code count} different members, or all where there aren't as many. */
  void drawDistinct(long count, RandomGenerator random, Consumer<? super Bytes> each) {
    if (count >= size()) {
      members.forEach(each);
    } else {
      members.drawDistinct((int) count, random, each);
    }
  }

  /** Removes any member, of which there must be one, and returns it. */
  Bytes pop(RandomGenerator random) {
    return members.pop(random);
  }

  /**
   * Removes {@code count} members, less than there are, and hands them to {@code gone}. Those that
   * stay are put together anew, in the smallest encoding but that a table doesn't become an array.
   */
  void part(int count, SetLimits limits, RandomGenerator random, Consumer<Bytes> gone) {
    SetValue rest = emptyAlike();
    Drawing drawing = new Drawing(count, size(), random);
    members.forEach(
        member -> {
          if (drawing.take()) {
            gone.accept(member);
          } else {
            rest.add(member, limits);
          }
        });
    members = rest.members;
  }

  /** How the members are kept. */
  SetEncoding members() {
    return members;
  }

  /** Becomes a table if it isn't one. */
  void unpack() {
    if (!(members instanceof TableSet)) {
      becomeTable();
    }
  }

  private TableSet becomeTable() {
    TableSet table = new TableSet();
    members.forEach(table::add);
    members = table;
    return table;
  }
}
