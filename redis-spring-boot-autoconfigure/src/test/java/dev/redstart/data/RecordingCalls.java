package dev.redstart.data;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/** Remembers calls and answers each with null. */
final class RecordingCalls implements Calls {

  private final List<Bytes[]> calls = new ArrayList<>();

  @Override
  public Reply run(Verb verb, Bytes[] args) {
    return run(args);
  }

  @Override
  public Reply run(Bytes[] args) {
    calls.add(args.clone());
    return Reply.nil();
  }

  List<Bytes[]> calls() {
    return calls;
  }
}
