package dev.redstart.engine.types.hyperloglog;

import static dev.redstart.engine.types.string.StringValue.STRING;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.types.string.StringValue;
import java.util.ArrayList;
import java.util.List;

/** PFDEBUG and PFSELFTEST: how HyperLogLogs look inside, for tests. */
final class SketchInspection {

  private static final int ELEMENTS = 3000;

  /** Four times the standard error of 0.81 percent. */
  private static final double TOLERANCE = 0.0325;

  private SketchInspection() {}

  static void declare(Family family) {
    family
        .write("PFDEBUG subcommand key", SketchInspection::pfdebug)
        .grows()
        .admin()
        .access("RW access")
        .doc("2.8.9", "N/A", "Shows a HyperLogLog's inside.");
    family
        .control("PFSELFTEST", call -> pfselftest())
        .admin()
        .doc("2.8.9", "N/A", "Checks that HyperLogLogs count well.");
  }

  private static Reply pfdebug(Call call) {
    StringValue value = call.edit(STRING);
    if (value == null) {
      throw new CommandException("ERR The specified key does not exist");
    }
    Sketch sketch = Sketch.of(value);
    Bytes what = call.arg(1);
    if (what.is("GETREG")) {
      makeDense(call, sketch);
      return registers(sketch);
    }
    if (what.is("DECODE")) {
      if (!sketch.isSparse()) {
        throw new CommandException("ERR HLL encoding is not sparse");
      }
      return Reply.bulk(sketch.describe());
    }
    if (what.is("ENCODING")) {
      return Reply.simple(sketch.isSparse() ? "sparse" : "dense");
    }
    if (what.is("TODENSE")) {
      return Reply.flag(makeDense(call, sketch));
    }
    throw Errors.quoting("ERR Unknown PFDEBUG subcommand '", what, "'");
  }

  private static boolean makeDense(Call call, Sketch sketch) {
    if (!sketch.isSparse()) {
      return false;
    }
    sketch.makeDense();
    call.changed(null);
    return true;
  }

  private static Reply registers(Sketch sketch) {
    byte[] counts = new byte[DenseForm.REGISTERS];
    sketch.copyTo(counts);
    List<Reply> replies = new ArrayList<>(counts.length);
    for (byte count : counts) {
      replies.add(Reply.integer(count));
    }
    return Reply.array(replies);
  }

  private static Reply pfselftest() {
    Sketch sparse = Sketch.of(Sketch.empty());
    Sketch dense = Sketch.of(Sketch.empty());
    dense.makeDense();
    for (int i = 1; i <= ELEMENTS; i++) {
      Bytes element = Bytes.of(i);
      if (sparse.add(element, Long.MAX_VALUE) != dense.add(element, 0)) {
        throw new CommandException("ERR TESTFAILED dense and sparse forms differ");
      }
    }
    long count = dense.count();
    if (count != sparse.count() || Math.abs(count - ELEMENTS) > ELEMENTS * TOLERANCE) {
      throw new CommandException("ERR TESTFAILED counts " + count + " instead of " + ELEMENTS);
    }
    return Reply.ok();
  }
}
