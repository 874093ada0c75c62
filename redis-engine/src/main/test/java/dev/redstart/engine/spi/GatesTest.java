package dev.redstart.engine.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatesTest {

  private final Gates gates = new Gates();
  private final Gate memory = (client, command, args) -> null;
  private final Gate pause = (client, command, args) -> null;
  private final Gate another = (client, command, args) -> null;

  @Test
  void areAskedInTheirOrder() {
    gates.add(GateOrder.PAUSE, pause);
    gates.add(GateOrder.MEMORY, memory);
    gates.add(GateOrder.MEMORY, another);

    assertThat(gates.asked()).containsExactly(memory, another, pause);
  }

  @Test
  void areNotAskedWhileTheyLetAllPass() {
    gates.add(GateOrder.PAUSE, pause);
    gates.ask(pause, false);
    gates.ask(pause, false);
    gates.add(GateOrder.MEMORY, memory);
    assertThat(gates.asked()).containsExactly(memory);

    gates.ask(pause, true);
    assertThat(gates.asked()).containsExactly(memory, pause);
  }
}
