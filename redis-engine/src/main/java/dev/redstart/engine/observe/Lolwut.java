package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Versions;
import java.util.random.RandomGenerator;

/** LOLWUT: a redstart on a branch, under stars that are never the same twice. */
final class Lolwut {

  private static final String[] BIRD = {
    "          .---.      ",
    "        .'  o  `>    ",
    "   _.-''  ,   ;      ",
    "  `~~~.__.'--'       ",
    "        | |          ",
    "~~~~~~~~^~^~~~~~~~~~~",
  };
  private static final int SKY = 3;
  private static final int WIDTH = 21;
  private static final int STAR_EVERY = 12;

  private Lolwut() {}

  static Reply reply(Call call) {
    Args options = call.options(1);
    if (options.wordWithValue("VERSION")) {
      options.integer();
    }
    StringBuilder picture = new StringBuilder();
    for (int row = 0; row < SKY; row++) {
      sky(call.random(), picture);
    }
    for (String line : BIRD) {
      picture.append(line.stripTrailing()).append('\n');
    }
    picture.append("\nredstart ver. ").append(Versions.REDSTART);
    picture.append(", as Redis ver. ").append(Versions.REDIS).append('\n');
    return new Reply.Verbatim("txt", Bytes.of(picture.toString()));
  }

  private static void sky(RandomGenerator random, StringBuilder picture) {
    StringBuilder row = new StringBuilder();
    for (int column = 0; column < WIDTH; column++) {
      row.append(random.nextInt(STAR_EVERY) == 0 ? (random.nextBoolean() ? '*' : '.') : ' ');
    }
    picture.append(row.toString().stripTrailing()).append('\n');
  }
}
