package dev.redstart.engine.types.set;

import static dev.redstart.engine.types.set.SetValue.SET;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/** SPOP, which is logged as what it did: others would not make the same choice. */
final class SetPops {

  private static final Bytes SREM = Bytes.of("SREM");
  private static final Bytes DEL = Bytes.of("DEL");
  private static final Bytes UNLINK = Bytes.of("UNLINK");

  /** One logged SREM has no more members than this. */
  private static final int BATCH = 1024;

  /** Where more than five times as many go as stay, the few that stay make a new set. */
  private static final int MOST_GO = 5;

  private final SetLimits limits;
  private final Settings settings;

  SetPops(SetLimits limits, Settings settings) {
    this.limits = limits;
    this.settings = settings;
  }

  void declare(Family set) {
    set.write("SPOP key [count]", this::spop)
        .fast()
        .access("RW access delete")
        .tips("nondeterministic_output")
        .doc("1.0.0", "O(N) with the number of members", "Removes members by chance.");
  }

  private Reply spop(Call call) {
    if (call.argc() > 3) {
      throw Errors.syntax();
    }
    if (call.argc() == 3) {
      return several(call);
    }
    SetValue set = call.edit(SET);
    if (set == null) {
      return Reply.nil();
    }
    Bytes member = set.pop(call.random());
    call.changed("spop");
    call.logAs(SREM, call.key(), member);
    return new Reply.Bulk(member);
  }

  private Reply several(Call call) {
    long count = call.options(2).integer(0, Long.MAX_VALUE, Errors.NOT_POSITIVE);
    SetValue set = call.edit(SET);
    if (set == null || count == 0) {
      return new Reply.Distinct(List.of());
    }
    if (count >= set.size()) {
      Reply members = SetCommands.all(set);
      call.changed("spop");
      call.keys().remove(call.key(), "del");
      call.logAs(lazily() ? UNLINK : DEL, call.key());
      return members;
    }
    List<Bytes> gone = take(call, set, (int) count);
    call.changed("spop");
    log(call, gone);
    List<Reply> items = new ArrayList<>(gone.size());
    gone.forEach(member -> items.add(new Reply.Bulk(member)));
    return new Reply.Distinct(items);
  }

  private List<Bytes> take(Call call, SetValue set, int count) {
    List<Bytes> gone = new ArrayList<>(count);
    if ((long) (set.size() - count) * MOST_GO > count) {
      for (int i = 0; i < count; i++) {
        gone.add(set.pop(call.random()));
      }
    } else {
      set.part(count, limits, call.random(), gone::add);
    }
    return gone;
  }

  private static void log(Call call, List<Bytes> gone) {
    for (int from = 0; from < gone.size(); from += BATCH) {
      List<Bytes> batch = gone.subList(from, Math.min(gone.size(), from + BATCH));
      List<Bytes> srem = new ArrayList<>(batch.size() + 2);
      srem.add(SREM);
      srem.add(call.key());
      srem.addAll(batch);
      call.logAs(srem.toArray(Bytes[]::new));
    }
  }

  private boolean lazily() {
    Setting lazily = settings.find("lazyfree-lazy-server-del");
    return lazily != null && lazily.text().equals("yes");
  }
}
