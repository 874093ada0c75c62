package dev.redstart.engine.types.list;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.structure.Listpack;
import dev.redstart.engine.value.Batches;
import dev.redstart.engine.value.Codec;
import dev.redstart.engine.value.CorruptValueException;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Shape;
import dev.redstart.engine.value.ValueReader;
import dev.redstart.engine.value.ValueWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** How lists are saved and loaded: node by node as they are kept. */
final class ListCodec implements Codec<ListValue> {

  private static final Bytes RPUSH = Bytes.of("RPUSH");

  private final Setting.Whole limit;

  /**
   * @param limit list-max-listpack-size
   */
  ListCodec(Setting.Whole limit) {
    this.limit = limit;
  }

  @Override
  public DataType<ListValue> type() {
    return ListValue.LIST;
  }

  @Override
  public Set<Shape> shapes() {
    return EnumSet.of(Shape.ELEMENTS, Shape.NODES);
  }

  @Override
  public Shape shape(ListValue value) {
    return Shape.NODES;
  }

  @Override
  public void write(ListValue value, ValueWriter out) {
    int[] nodes = {0};
    value.forEachNode(node -> nodes[0]++);
    out.number(nodes[0]);
    value.forEachNode(
        node -> {
          boolean one = node.isLarge();
          out.number(one ? Shape.ONE_ELEMENT : Shape.PACKED_ELEMENTS);
          out.text(one ? node.get(0) : Bytes.wrap(node.pack.toBytes()));
        });
  }

  @Override
  public void rebuild(Bytes key, ListValue value, Consumer<List<Bytes>> calls) {
    Batches batches = new Batches(calls, RPUSH, key);
    value.forEachElement(batches::add);
    batches.end();
  }

  @Override
  public ListValue read(ValueReader in) {
    ListValue list = ListValue.linked(limit.get());
    int count = in.count();
    for (int i = 0; i < count; i++) {
      if (in.shape() == Shape.ELEMENTS) {
        list.push(in.text(), false);
      } else {
        readNode(in, list);
      }
    }
    return list.settled(limit.get());
  }

  private static void readNode(ValueReader in, ListValue list) {
    long kind = in.number();
    if (kind == Shape.ONE_ELEMENT) {
      Bytes element = in.text();
      if (element.isEmpty()) {
        throw new CorruptValueException("list with a large element that is empty");
      }
      list.push(element, false);
    } else if (kind == Shape.PACKED_ELEMENTS) {
      list.append(Listpack.of(in.text().shared()));
    } else {
      throw new CorruptValueException("list with a node of kind " + kind);
    }
  }
}
