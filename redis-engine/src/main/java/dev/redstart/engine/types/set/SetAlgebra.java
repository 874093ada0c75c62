package dev.redstart.engine.types.set;

import dev.redstart.engine.bytes.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Intersections, unions and differences of sets, of which null is an empty one. Results are encoded
 * as Redis encodes them, whose ways of computing them show there.
 */
final class SetAlgebra {

  private final SetLimits limits;

  SetAlgebra(SetLimits limits) {
    this.limits = limits;
  }

  /** All that is in any of the sets. */
  SetValue union(List<@Nullable SetValue> sets) {
    SetValue result = new SetValue();
    for (SetValue set : sets) {
      if (set != null) {
        set.forEachElement(member -> result.add(member, limits));
      }
    }
    return result;
  }

  /** What is in the first set only. */
  SetValue difference(List<@Nullable SetValue> sets) {
    SetValue first = sets.get(0);
    SetValue result = new SetValue();
    if (first == null || sets.subList(1, sets.size()).contains(first)) {
      return result;
    }
    List<SetValue> others = present(sets.subList(1, sets.size()));
    long looks = (long) first.size() * (1 + others.size());
    long passes = first.size();
    for (SetValue other : others) {
      passes += other.size();
    }
    // Looking a member up in each other set stops at the first that has it: count half of it.
    if (looks / 2 <= passes) {
      keepMissing(first, others, result);
    } else {
      first.forEachElement(member -> result.add(member, limits));
      removeAll(others, result);
    }
    return result;
  }

  private void keepMissing(SetValue first, List<SetValue> others, SetValue result) {
    others.sort(Comparator.comparingInt(SetValue::size).reversed());
    first.forEachElement(
        member -> {
          for (SetValue other : others) {
            if (other.contains(member)) {
              return;
            }
          }
          result.add(member, limits);
        });
  }

  private static void removeAll(List<SetValue> others, SetValue result) {
    for (SetValue other : others) {
      other.forEachWhile(
          member -> {
            result.remove(member);
            return !result.isEmpty();
          });
    }
  }

  /** What is in all of the sets, as a set to be stored. */
  SetValue intersection(List<@Nullable SetValue> sets) {
    List<SetValue> present = present(sets);
    if (present.size() < sets.size()) {
      return new SetValue();
    }
    SetValue result = smallestFirst(present).emptyAlike();
    forEachShared(
        present,
        member -> {
          result.add(member, limits);
          return true;
        });
    result.preferIntegers(limits);
    return result;
  }

  /** Visits what is in all of the sets while {@code each} says so. */
  static void forEachCommon(List<@Nullable SetValue> sets, Predicate<Bytes> each) {
    List<SetValue> present = present(sets);
    if (present.size() == sets.size()) {
      smallestFirst(present);
      forEachShared(present, each);
    }
  }

  private static SetValue smallestFirst(List<SetValue> sets) {
    sets.sort(Comparator.comparingInt(SetValue::size));
    return sets.get(0);
  }

  private static void forEachShared(List<SetValue> sets, Predicate<Bytes> each) {
    sets.get(0).forEachShared(sets.subList(1, sets.size()), each);
  }

  private static List<SetValue> present(List<@Nullable SetValue> sets) {
    List<SetValue> present = new ArrayList<>(sets.size());
    for (SetValue set : sets) {
      if (set != null) {
        present.add(set);
      }
    }
    return present;
  }
}
