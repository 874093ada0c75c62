package dev.redstart.test;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Attachment;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import dev.redstart.engine.spi.GateOrder;
import org.jspecify.annotations.Nullable;

/** The part of an engine under test that sees each call before it runs. */
final class Probe implements Feature {

  private static final Attachment<Boolean> UNSEEN = new Attachment<>(Boolean.class);

  private final CommandSpy spy;
  private final Faults faults;

  Probe(CommandSpy spy, Faults faults) {
    this.spy = spy;
    this.faults = faults;
  }

  /** The test support's own calls are neither spied out nor spoilt. */
  static void hide(Client client) {
    client.set(UNSEEN, true);
  }

  @Override
  public void install(Assembly engine) {
    engine.gate(
        GateOrder.AUTHENTICATION, (client, command, args) -> look(client, command, args, false));
    engine.gateInside((client, command, args) -> look(client, command, args, true));
  }

  private @Nullable Reply look(Client client, Command command, Bytes[] args, boolean byScript) {
    if (client.get(UNSEEN) != null) {
      return null;
    }
    spy.note(SpiedCall.of(client, command, args, byScript));
    return faults.strike(client, command, args, byScript);
  }
}
