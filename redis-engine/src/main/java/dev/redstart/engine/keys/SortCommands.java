package dev.redstart.engine.keys;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.KeySpec;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.value.Elements;
import dev.redstart.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** SORT and SORT_RO. */
public final class SortCommands {

  private static final String OPTIONS =
      " [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] [ALPHA]";
  private static final String COMPLEXITY =
      "O(N+M*log(M)), N being the number of elements and M of those returned; O(N) unsorted.";

  private final Function<List<Bytes>, Value> newList;

  private SortCommands(Function<List<Bytes>, Value> newList) {
    this.newList = newList;
  }

  /**
   * Declares SORT and SORT_RO.
   *
   * @param newList makes the list that STORE puts
   */
  public static void declare(Family generic, Function<List<Bytes>, Value> newList) {
    SortCommands commands = new SortCommands(newList);
    Family sorts = generic.sibling("generic", "", 'g');
    Declaration sort =
        sorts
            .write("SORT key" + OPTIONS + " [STORE destination]", commands::sort)
            .grows()
            .keys(
                new KeySpec.Range(1, 0, 1, "RO access"),
                new KeySpec.Unknown("RO access"),
                new KeySpec.Last("STORE", "OW update"))
            .doc("1.0.0", COMPLEXITY, "Sorts the elements of a list, a set or a sorted set.");
    Declaration readOnly =
        sorts
            .read("SORT_RO key" + OPTIONS, commands::sortReadOnly)
            .keys(new KeySpec.Range(1, 0, 1, "RO access"), new KeySpec.Unknown("RO access"))
            .doc("7.0.0", COMPLEXITY, "Sorts elements without storing them.");
    for (Declaration each : List.of(sort, readOnly)) {
      each.alsoIn("set").alsoIn("sortedset").alsoIn("list").alsoIn("dangerous");
    }
  }

  private Reply sort(Call call) {
    SortOptions options = SortOptions.of(call, true);
    List<@Nullable Bytes> sorted = sorted(call, options);
    Bytes destination = options.store;
    return destination == null ? reply(sorted) : store(call, destination, sorted);
  }

  private Reply sortReadOnly(Call call) {
    return reply(sorted(call, SortOptions.of(call, false)));
  }

  private static List<@Nullable Bytes> sorted(Call call, SortOptions options) {
    Entry entry = call.keys().lookUp(call.key());
    List<Bytes> elements = new ArrayList<>();
    boolean set = false;
    boolean sortedSet = false;
    if (entry != null) {
      if (!(entry.value() instanceof Elements found)) {
        throw new CommandException(Errors.WRONG_TYPE);
      }
      found.forEachElement(elements::add);
      set = found.type().name().equals("set");
      sortedSet = found.type().name().equals("zset");
    }
    // A set has no order of its own: what is stored, or what a script does, would be by chance.
    boolean matters = options.store != null || call.isOfScript();
    boolean byElement = set && !options.sorts() && matters;
    return new Sorting(call, byElement ? options.byElement() : options, sortedSet).run(elements);
  }

  private static Reply reply(List<@Nullable Bytes> sorted) {
    List<Reply> items = new ArrayList<>(sorted.size());
    for (Bytes item : sorted) {
      items.add(Reply.bulk(item));
    }
    return Reply.array(items);
  }

  private Reply store(Call call, Bytes destination, List<@Nullable Bytes> sorted) {
    if (sorted.isEmpty()) {
      call.keys().remove(destination, "del");
      return Reply.integer(0);
    }
    List<Bytes> stored = new ArrayList<>(sorted.size());
    for (Bytes item : sorted) {
      stored.add(item == null ? Bytes.EMPTY : item);
    }
    call.keys().put(destination, newList.apply(stored));
    call.keys().changed(destination, "sortstore");
    return Reply.integer(stored.size());
  }
}
