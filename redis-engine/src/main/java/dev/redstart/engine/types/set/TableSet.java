package dev.redstart.engine.types.set;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.ScanOptions;
import dev.redstart.engine.structure.Dictionary;
import dev.redstart.engine.structure.Drawing;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** A big set: a dictionary of its members. */
final class TableSet implements SetEncoding {

  private static final int NODE = 24;

  /*
   * Memory per member: 24 bytes of node, about 5.3 of bucket, and the member's array (16 + length, rounded up to 8), which
   * sets that were made from each other share.
   */

  private final Dictionary<Dictionary.Node> table = new Dictionary<>();

  @Override
  public String name() {
    return "hashtable";
  }

  @Override
  public int size() {
    return table.size();
  }

  @Override
  public long heapBytes() {
    return 16 + table.heapBytes(NODE);
  }

  boolean add(Bytes member) {
    if (table.contains(member)) {
      return false;
    }
    table.add(new Dictionary.Node(member));
    return true;
  }

  @Override
  public boolean contains(Bytes member) {
    return table.contains(member);
  }

  @Override
  public boolean remove(Bytes member) {
    return table.remove(member) != null;
  }

  @Override
  public void forEach(Consumer<? super Bytes> each) {
    table.forEach(node -> each.accept(node.name()));
  }

  @Override
  public void forEachWhile(Predicate<? super Bytes> each) {
    for (Dictionary.Node node : table) {
      if (!each.test(node.name())) {
        return;
      }
    }
  }

  @Override
  public boolean hasIntegersOnly() {
    for (Dictionary.Node node : table) {
      if (!Ascii.isLong(node.sharedName())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public long scan(long cursor, ScanOptions options, Consumer<? super Bytes> each) {
    return options.<Dictionary.Node>walk(cursor, table::scan, node -> each.accept(node.name()));
  }

  @Override
  public void draw(int count, RandomGenerator random, Consumer<? super Bytes> each) {
    for (int i = 0; i < count; i++) {
      each.accept(table.random(random).name());
    }
  }

  @Override
  public void drawDistinct(int count, RandomGenerator random, Consumer<? super Bytes> each) {
    for (Dictionary.Node node : Drawing.nodes(table, count, random)) {
      each.accept(node.name());
    }
  }

  @Override
  public Bytes pop(RandomGenerator random) {
    Dictionary.Node node = table.random(random);
    table.delete(node);
    return node.name();
  }

  @Override
  public TableSet copy() {
    TableSet copy = new TableSet();
    table.forEach(node -> copy.table.add(new Dictionary.Node(node.name())));
    return copy;
  }
}
