package dev.redstart.engine.types.hyperloglog;

import static dev.redstart.engine.types.string.StringValue.STRING;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.types.string.StringValue;

/** The commands on HyperLogLogs. */
public final class HyperLogLogCommands {

  private final Setting.Whole sparseBytes;

  private HyperLogLogCommands(Setting.Whole sparseBytes) {
    this.sparseBytes = sparseBytes;
  }

  /** Declares the family and its directive. */
  public static void declare(Family family, Settings settings) {
    Setting.Whole sparseBytes = settings.memory("hll-sparse-max-bytes", 3000);
    new HyperLogLogCommands(sparseBytes).declare(family);
    SketchInspection.declare(family);
  }

  private void declare(Family family) {
    family
        .write("PFADD key [element [element ...]]", this::pfadd)
        .grows()
        .fast()
        .access("RW insert")
        .doc("2.8.9", "O(1) to add every element.", "Adds elements to a HyperLogLog.");
    family
        .read("PFCOUNT key [key ...]", HyperLogLogCommands::pfcount)
        .flag(Flag.MAY_REPLICATE)
        .access("RW access")
        .doc(
            "2.8.9",
            "O(1) with one key; O(N) with several, where N is their number.",
            "Tells about how many different elements were added.");
    family
        .write("PFMERGE destkey:key [sourcekey:key [sourcekey:key ...]]", this::pfmerge)
        .grows()
        .access("RW access insert", "RO access")
        .doc("2.8.9", "O(N) where N is the number of keys.", "Merges HyperLogLogs into one.");
  }

  private Reply pfadd(Call call) {
    StringValue found = call.edit(STRING);
    boolean changed = found == null;
    StringValue value = found == null ? Sketch.empty() : found;
    Sketch sketch = Sketch.of(value);
    if (found == null) {
      call.keys().put(call.key(), value);
      // It is about to grow.
      call.edit(STRING);
    }
    try {
      for (int i = 2; i < call.argc(); i++) {
        changed |= sketch.add(call.arg(i), sparseBytes.get());
      }
    } finally {
      // What was added before a corrupted part was met stays.
      if (changed) {
        sketch.spoilCount();
        call.changed("pfadd");
      }
    }
    return Reply.flag(changed);
  }

  private static Reply pfcount(Call call) {
    if (call.argc() > 2) {
      return Reply.integer(Sketch.count(new Union(call).counts));
    }
    StringValue value = call.read(STRING);
    if (value == null) {
      return Reply.integer(0);
    }
    Sketch sketch = Sketch.of(value);
    long count = sketch.notedCount();
    if (count < 0) {
      count = sketch.count();
      sketch.noteCount(count);
      call.changed(null);
    }
    return Reply.integer(count);
  }

  private Reply pfmerge(Call call) {
    Union union = new Union(call);
    Bytes key = call.key();
    StringValue found = call.edit(STRING);
    StringValue value = found == null ? Sketch.empty() : found;
    Sketch target = Sketch.of(value);
    if (union.anyDense && target.isSparse()) {
      target.makeDense();
    }
    target.raise(union.counts, sparseBytes.get());
    target.spoilCount();
    if (found == null) {
      call.keys().put(key, value);
    }
    call.changed("pfadd");
    return Reply.ok();
  }

  /** The greatest count of each register among the HyperLogLogs of a call. */
  private static final class Union {

    private final byte[] counts = new byte[DenseForm.REGISTERS];
    private boolean anyDense;

    Union(Call call) {
      for (int i = 1; i < call.argc(); i++) {
        StringValue value = call.read(call.arg(i), STRING);
        if (value != null) {
          Sketch sketch = Sketch.of(value);
          anyDense |= !sketch.isSparse();
          sketch.copyTo(counts);
        }
      }
    }
  }
}
