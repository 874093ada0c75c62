package dev.redstart.engine.spi;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Gates in their order, and which of them have to be asked: most let every call pass for hours, and
 * to find that out of each before each call took an eighth of a GET. Any thread.
 */
public final class Gates {

  private final Map<GateOrder, List<Gate>> all = new EnumMap<>(GateOrder.class);
  private final List<Gate> idle = new ArrayList<>();
  private volatile Gate[] asked = {};

  Gates() {}

  /** Adds one behind all that are there. */
  void add(Gate gate) {
    add(GateOrder.TRANSACTION, gate);
  }

  synchronized void add(GateOrder order, Gate gate) {
    all.computeIfAbsent(order, o -> new ArrayList<>(1)).add(gate);
    choose();
  }

  /** Whether calls have to ask {@code gate}, as they do at first. */
  synchronized void ask(Gate gate, boolean now) {
    if (now) {
      idle.remove(gate);
    } else if (!idle.contains(gate)) {
      idle.add(gate);
    }
    choose();
  }

  private void choose() {
    List<Gate> chosen = new ArrayList<>();
    all.values().forEach(chosen::addAll);
    chosen.removeAll(idle);
    asked = chosen.toArray(Gate[]::new);
  }

  /** Those to be asked now, in their order; shared, not to be changed. */
  public Gate[] asked() {
    return asked;
  }
}
