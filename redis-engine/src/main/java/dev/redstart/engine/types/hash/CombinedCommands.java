package dev.redstart.engine.types.hash;

import static dev.redstart.engine.types.hash.HashValue.HASH;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.types.hash.FieldDeadlines.Condition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Commands that get or set fields and remove them or change their deadlines in one go. They came
 * with Redis 8.0, so they are logged in words that older ones know.
 */
final class CombinedCommands {

  private static final String SINCE = "8.0.0";
  private static final String COMPLEXITY = "O(N) with the number of fields that are named";
  private static final String NAMES = "FIELDS numfields field [field ...]";
  private static final String TIMES =
      "EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds";
  private static final Bytes HDEL = Bytes.of("HDEL");
  private static final Bytes HSET = Bytes.of("HSET");
  private static final Bytes HPERSIST = Bytes.of("HPERSIST");
  private static final Bytes FIELDS = Bytes.of("FIELDS");

  private final HashLimits limits;

  private CombinedCommands(HashLimits limits) {
    this.limits = limits;
  }

  static void declare(Family hash, HashLimits limits) {
    hash.write("HGETDEL key " + NAMES, CombinedCommands::hgetdel)
        .fast()
        .access("RW access delete")
        .doc(SINCE, COMPLEXITY, "Returns the values of fields and removes them.");
    hash.write("HGETEX key [" + TIMES + " | PERSIST] " + NAMES, CombinedCommands::hgetex)
        .fast()
        .access("RW access update")
        .doc(SINCE, COMPLEXITY, "Returns the values of fields and changes when they expire.");
    hash.write(
            "HSETEX key [FNX | FXX] ["
                + TIMES
                + " | KEEPTTL] FIELDS numfields field value [field value ...]",
            new CombinedCommands(limits)::hsetex)
        .grows()
        .fast()
        .access("RW update")
        .doc(SINCE, COMPLEXITY, "Sets fields of a hash and when they expire.");
  }

  private static Reply hgetdel(Call call) {
    List<Bytes> fields = DeadlineCommands.fields(call.options(2), DeadlineCommands.BAD_COUNT);
    HashValue hash = call.edit(HASH);
    List<Reply> values = new ArrayList<>(fields.size());
    List<Bytes> removed = new ArrayList<>();
    for (Bytes field : fields) {
      Bytes value = hash == null ? null : hash.field(field);
      values.add(Reply.bulk(value));
      if (hash != null && hash.remove(field)) {
        removed.add(field);
      }
    }
    if (!removed.isEmpty()) {
      call.changed("hdel");
      call.logAs(line(List.of(HDEL, call.key()), removed));
    }
    return Reply.array(values);
  }

  private static Reply hgetex(Call call) {
    FieldOptions options = FieldOptions.ofHgetex(call);
    HashValue hash = call.edit(HASH);
    if (hash == null) {
      List<Reply> none = new ArrayList<>(options.fields.length);
      Arrays.stream(options.fields).forEach(field -> none.add(Reply.nil()));
      return Reply.array(none);
    }
    return options.timed() ? expiring(call, hash, options) : persisting(call, hash, options);
  }

  private static Reply expiring(Call call, HashValue hash, FieldOptions options) {
    FieldDeadlines deadlines = new FieldDeadlines(call, hash, options.at);
    List<Reply> values = new ArrayList<>(options.fields.length);
    for (Bytes field : options.fields) {
      values.add(Reply.bulk(hash.field(field)));
      deadlines.give(field, Condition.ALWAYS);
    }
    deadlines.finish(Condition.ALWAYS);
    return Reply.array(values);
  }

  private static Reply persisting(Call call, HashValue hash, FieldOptions options) {
    List<Reply> values = new ArrayList<>(options.fields.length);
    List<Bytes> persisted = new ArrayList<>();
    for (Bytes field : options.fields) {
      values.add(Reply.bulk(hash.field(field)));
      if (options.other && hash.persist(field)) {
        persisted.add(field);
      }
    }
    if (!persisted.isEmpty()) {
      call.changed("hpersist");
      Bytes count = Bytes.of(persisted.size());
      call.logAs(line(List.of(HPERSIST, call.key(), FIELDS, count), persisted));
    }
    return Reply.array(values);
  }

  private Reply hsetex(Call call) {
    FieldOptions options = FieldOptions.ofHsetex(call);
    HashValue found = call.edit(HASH);
    if (!options.allow(found)) {
      return Reply.integer(0);
    }
    HashValue hash = call.open(HASH);
    Bytes[] pairs = options.fields;
    hash.expect(pairs, 0, limits);
    call.logAs(line(List.of(HSET, call.key()), Arrays.asList(pairs)));
    for (int i = 0; i < pairs.length; i += 2) {
      if (options.other) {
        hash.update(pairs[i], pairs[i + 1], limits);
        FieldDeadlines.logDeadline(call, hash, pairs[i]);
      } else {
        hash.put(pairs[i], pairs[i + 1], limits);
      }
    }
    if (!options.timed()) {
      call.changed("hset");
      return Reply.integer(1);
    }
    FieldDeadlines deadlines = new FieldDeadlines(call, hash, options.at);
    for (int i = 0; i < pairs.length; i += 2) {
      deadlines.give(pairs[i], Condition.ALWAYS);
    }
    if (!hash.isEmpty()) {
      call.changed("hset");
    }
    deadlines.finish(Condition.ALWAYS);
    return Reply.integer(1);
  }

  private static Bytes[] line(List<Bytes> beginning, List<Bytes> rest) {
    List<Bytes> line = new ArrayList<>(beginning);
    line.addAll(rest);
    return line.toArray(Bytes[]::new);
  }
}
