package dev.redstart.engine.observe;

import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.KeySpec;

/**
 * The first key, the last and the step of COMMAND INFO, which older clients read: what of the key
 * specifications can be said that way, zeros where nothing can.
 */
record KeyRange(int first, int last, int step) {

  private static final KeyRange NONE = new KeyRange(0, 0, 0);

  static KeyRange of(Command command) {
    KeyRange all = NONE;
    for (KeySpec spec : command.keySpecs()) {
      if (!(spec instanceof KeySpec.Range range)) {
        return all;
      }
      KeyRange one = of(range);
      if (all.equals(NONE)) {
        all = one;
      } else if (all.last >= 0 && one.first == all.last + 1) {
        all = new KeyRange(all.first, one.last, 1);
      } else {
        return all;
      }
    }
    return all;
  }

  private static KeyRange of(KeySpec.Range range) {
    int last = range.last() < 0 ? range.last() : range.first() + range.last();
    return new KeyRange(range.first(), last, range.step());
  }
}
