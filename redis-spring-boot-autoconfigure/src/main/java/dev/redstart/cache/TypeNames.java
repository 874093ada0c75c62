package dev.redstart.cache;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.impl.TypeIdResolverBase;
import tools.jackson.databind.type.TypeFactory;

/**
 * Names of classes in JSON, with the class of a map's keys where they are no text. A name that is
 * not allowed is neither written nor read; no class is looked for before.
 */
final class TypeNames extends TypeIdResolverBase {

  private static final long serialVersionUID = 1L;

  private final transient AllowedTypes allowed;
  private final transient JavaType base;

  TypeNames(JavaType base, AllowedTypes allowed) {
    super(base);
    this.base = base;
    this.allowed = allowed;
  }

  @Override
  public String idFromValue(DatabindContext context, Object value) {
    String name = checked(shown(value).getName());
    Class<?> parameter = parameter(value);
    return parameter == null ? name : name + "<" + checked(parameter.getName()) + ">";
  }

  @Override
  public String idFromValueAndType(
      DatabindContext context, @Nullable Object value, Class<?> suggested) {
    return value == null ? checked(suggested.getName()) : idFromValue(context, value);
  }

  @Override
  public JavaType typeFromId(DatabindContext context, String id) {
    TypeFactory types = context.getTypeFactory();
    int bracket = id.indexOf('<');
    Class<?> type = load(types, bracket < 0 ? id : id.substring(0, bracket));
    if (!base.getRawClass().isAssignableFrom(type)) {
      throw new IllegalArgumentException(type.getName() + " is no " + base);
    }
    if (bracket < 0) {
      return context.constructSpecializedType(base, type);
    }
    Class<?> parameter = load(types, id.substring(bracket + 1, id.length() - 1));
    if (Map.class.isAssignableFrom(type)) {
      JavaType content = base.isMapLikeType() ? base.getContentType() : TypeFactory.unknownType();
      return types.constructMapType(
          type.asSubclass(Map.class), types.constructType(parameter), content);
    }
    return types.constructCollectionType(type.asSubclass(Collection.class), parameter);
  }

  @Override
  public JsonTypeInfo.Id getMechanism() {
    return JsonTypeInfo.Id.CUSTOM;
  }

  private Class<?> load(TypeFactory types, String name) {
    try {
      return types.findClass(checked(name));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("There is no class " + name, e);
    }
  }

  private String checked(String name) {
    if (!allowed.allows(name)) {
      throw new IllegalArgumentException(
          name
              + " is no type that cached JSON may hold; allowed are the values of the JDK and"
              + " redstart.cache.json.allowed-types: "
              + allowed);
    }
    return name;
  }

  /** The class to be named: for the JDK's private collections one that holds the same. */
  private static Class<?> shown(Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.getDeclaringClass();
    }
    if (value instanceof EnumSet<?>) {
      return EnumSet.class;
    }
    Class<?> type = value.getClass();
    boolean hidden =
        type.getName().startsWith("java.util.") && !Modifier.isPublic(type.getModifiers());
    if (value instanceof EnumMap<?, ?> map) {
      return map.isEmpty() ? HashMap.class : EnumMap.class;
    }
    return hidden ? collection(value) : type;
  }

  private static Class<?> collection(Object value) {
    if (value instanceof Map<?, ?>) {
      return value instanceof SortedMap ? TreeMap.class : LinkedHashMap.class;
    }
    if (value instanceof Set<?>) {
      return value instanceof SortedSet ? TreeSet.class : LinkedHashSet.class;
    }
    return value instanceof Collection<?> ? ArrayList.class : value.getClass();
  }

  /** The one class of a map's keys unless they are text, or that of a set of enum constants. */
  private static @Nullable Class<?> parameter(Object value) {
    if (value instanceof EnumSet<?> set) {
      Iterator<?> any = (set.isEmpty() ? EnumSet.complementOf(set) : set).iterator();
      return any.hasNext() ? shown(any.next()) : null;
    }
    if (!(value instanceof Map<?, ?> map) || map.isEmpty() || !isPlain(value)) {
      return null;
    }
    Class<?> only = null;
    for (Object key : map.keySet()) {
      if (key == null || key instanceof String || (only != null && only != shown(key))) {
        return null;
      }
      only = shown(key);
    }
    return only;
  }

  /** A map that is a class of the application's knows its keys itself. */
  private static boolean isPlain(Object map) {
    return map.getClass().getName().startsWith("java.util.");
  }
}
