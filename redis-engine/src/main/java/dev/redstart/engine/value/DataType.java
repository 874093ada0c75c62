package dev.redstart.engine.value;

import java.util.function.Supplier;

/**
 * What the engine must know of a type, in one place: one constant per kind of value, equal to
 * itself only.
 *
 * @param <V> the class of its values
 */
public final class DataType<V extends Value> {

  private final String name;
  private final Class<V> of;
  private final Supplier<V> create;

  /**
   * A type.
   *
   * @param name what TYPE answers
   * @param of the class of its values
   * @param create makes an empty value
   */
  public DataType(String name, Class<V> of, Supplier<V> create) {
    this.name = name;
    this.of = of;
    this.create = create;
  }

  /** What TYPE answers. */
  public String name() {
    return name;
  }

  /** The class of its values. */
  public Class<V> of() {
    return of;
  }

  /** An empty value. */
  public V empty() {
    return create.get();
  }
}
