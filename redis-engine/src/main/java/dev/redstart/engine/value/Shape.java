package dev.redstart.engine.value;

/**
 * How the parts of a saved value follow each other. A codec says which shape it writes, and reads
 * each shape it has; how a part becomes bytes, and what older formats have to be turned into these
 * shapes, is the business of who owns the file.
 */
public enum Shape {
  /** A string: a text. */
  TEXT,
  /** A list: a count, then as many texts. */
  ELEMENTS,
  /**
   * A list: a count, then as many nodes, which are a number and a text: {@link #ONE_ELEMENT} and
   * the element, or {@link #PACKED_ELEMENTS} and a listpack of elements.
   */
  NODES,
  /** A set: a count, then as many texts. */
  MEMBERS,
  /** A set: a text, which is an intset. */
  INTEGERS,
  /** A set: a text, which is a listpack of members. */
  PACKED_MEMBERS,
  /** A sorted set: a count, then as many texts, each with a real number behind it. */
  SCORED,
  /** A sorted set: a text, which is a listpack of members and scores in turn, in order. */
  PACKED_SCORED,
  /** A hash: a count, then as many pairs of texts. */
  FIELDS,
  /** A hash: a text, which is a listpack of fields and values in turn. */
  PACKED_FIELDS,
  /**
   * A hash with deadlines: the earliest one as a moment, a count, then as many fields, which are a
   * number and two texts. The number is 0 for a field that stays, else by how much its deadline is
   * later than the earliest one, and 1.
   */
  TIMED_FIELDS,
  /**
   * A hash with deadlines: the earliest one as a moment, and a text, which is a listpack of fields,
   * values and deadlines in turn, the earliest first and last those with 0, which stay.
   */
  PACKED_TIMED_FIELDS,
  /**
   * A stream, where ids are two numbers if nothing else is said: a count, then as many nodes, which
   * are an id of 16 bytes as a text, and a listpack as one; the number of entries, the last id, the
   * first one, the greatest that was deleted, how many were ever added; a count, then as many
   * groups: a name, the last id, how many entries it has read; a count, then as many pending
   * entries: an id in 16 fixed bytes, a moment and how often; a count, then as many consumers: a
   * name, the moments when it was seen and active, a count, then as many ids in 16 fixed bytes.
   */
  STREAM,
  /** As {@link #STREAM}, without the moments when consumers were active. */
  COUNTED_STREAM,
  /**
   * As {@link #COUNTED_STREAM}, without what stands between the last id and the groups, and without
   * how many entries groups have read.
   */
  OLD_STREAM;

  /** The kind of a node that is one element. */
  public static final long ONE_ELEMENT = 1;

  /** The kind of a node that is a listpack of elements. */
  public static final long PACKED_ELEMENTS = 2;
}
