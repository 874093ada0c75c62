package dev.redstart.engine.command;

/**
 * How many elements HRANDFIELD, SRANDMEMBER and ZRANDMEMBER are to draw: different ones where the
 * count is positive, the same ones again and again where it is negative.
 *
 * @param number how many
 * @param distinct true where no element is to be drawn twice
 * @param withMore true where values or scores are asked for as well
 */
public record RandomCount(long number, boolean distinct, boolean withMore) {

  private static final String OUT_OF_RANGE =
      "ERR value is out of range, value must between " + -Long.MAX_VALUE + " and " + Long.MAX_VALUE;
  private static final String TOO_MANY = "ERR value is out of range";

  /** More than this fits in no reply. */
  private static final int MOST = Integer.MAX_VALUE / 4;

  /**
   * Reads the count at {@code index}, which only {@code word} may follow.
   *
   * @param word empty where nothing may follow
   */
  public static RandomCount parse(Call call, int index, String word) {
    long count = call.integer(index);
    if (count == Long.MIN_VALUE) {
      throw new CommandException(OUT_OF_RANGE);
    }
    Args rest = call.options(index + 1);
    boolean withMore = !word.isEmpty() && rest.word(word);
    rest.end();
    if (withMore && Math.abs(count) > Long.MAX_VALUE / 2) {
      throw new CommandException(TOO_MANY);
    }
    return new RandomCount(Math.abs(count), count > 0, withMore);
  }

  /** True where nothing is asked for. */
  public boolean isZero() {
    return number == 0;
  }

  /** How often to draw where elements may be drawn twice. */
  public int repeated() {
    if (number > MOST) {
      throw new CommandException(TOO_MANY);
    }
    return (int) number;
  }
}
