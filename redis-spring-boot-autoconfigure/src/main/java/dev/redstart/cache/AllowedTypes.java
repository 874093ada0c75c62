package dev.redstart.cache;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The classes that JSON may name: values of the JDK's that do nothing but hold data, and those of
 * the application. Whoever can write into the cache could otherwise have any class created.
 */
public final class AllowedTypes {

  private static final Set<String> PLAIN =
      Set.of(
          "java.lang.Object",
          "java.lang.String",
          "java.lang.Boolean",
          "java.lang.Character",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double",
          "java.lang.Number",
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.net.URI",
          "java.util.ArrayDeque",
          "java.util.ArrayList",
          "java.util.BitSet",
          "java.util.Currency",
          "java.util.Date",
          "java.util.EnumMap",
          "java.util.EnumSet",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.LinkedHashMap",
          "java.util.LinkedHashSet",
          "java.util.LinkedList",
          "java.util.List",
          "java.util.Locale",
          "java.util.Map",
          "java.util.Optional",
          "java.util.OptionalDouble",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.Set",
          "java.util.TreeMap",
          "java.util.TreeSet",
          "java.util.UUID",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.CopyOnWriteArrayList");

  /** Nothing but values in there. */
  private static final String TIME = "java.time.";

  private final List<String> own;

  /**
   * @param own classes, and packages with all below them
   */
  public AllowedTypes(Collection<String> own) {
    this.own = List.copyOf(own);
  }

  /** True for a class that may be created, named as {@link Class#getName} does. */
  boolean allows(String name) {
    String element = element(name);
    return element.isEmpty()
        || PLAIN.contains(element)
        || (element.startsWith(TIME) && element.indexOf('.', TIME.length()) < 0)
        || own.stream().anyMatch(it -> isBelow(element, it));
  }

  /** What an array is of in the end; empty for numbers and the like. */
  private static String element(String name) {
    String rest = name.substring(dimensions(name));
    if (rest.equals(name)) {
      return name;
    }
    return rest.length() == 1 ? "" : rest.substring(1, rest.length() - 1);
  }

  private static int dimensions(String name) {
    int count = 0;
    while (count < name.length() - 1 && name.charAt(count) == '[') {
      count++;
    }
    return count;
  }

  private static boolean isBelow(String name, String own) {
    if (!name.startsWith(own)) {
      return false;
    }
    return name.length() == own.length() || ".$".indexOf(name.charAt(own.length())) >= 0;
  }

  @Override
  public String toString() {
    return String.join(", ", own);
  }
}
