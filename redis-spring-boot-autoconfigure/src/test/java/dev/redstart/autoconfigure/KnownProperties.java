package dev.redstart.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All properties that there are, as the classes have them that they are bound to.
 *
 * @param defaults by name, empty where there is none; names have {@code <name>} and {@code []} for
 *     what users name and number, and end in {@code .*} where all names are taken
 */
record KnownProperties(Map<String, String> defaults) {

  private static final String ADDITIONAL =
      "/META-INF/additional-spring-configuration-metadata.json";

  static KnownProperties all() {
    KnownProperties known = new KnownProperties(new TreeMap<>());
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    for (BeanDefinition bean : scanner.findCandidateComponents("dev.redstart.autoconfigure")) {
      Class<?> type = load(Objects.requireNonNull(bean.getBeanClassName()));
      known.add(type.getAnnotation(ConfigurationProperties.class).value(), type);
    }
    for (JsonNode property : read().at("/properties")) {
      known.defaults.put(
          property.at("/name").asString(), property.at("/defaultValue").asString(""));
    }
    return known;
  }

  private void add(String prefix, Class<?> group) {
    RecordComponent[] components = group.getRecordComponents();
    Parameter[] parameters = group.getDeclaredConstructors()[0].getParameters();
    for (int i = 0; i < components.length; i++) {
      DefaultValue value = parameters[i].getAnnotation(DefaultValue.class);
      add(
          prefix + "." + hyphenated(components[i].getName()),
          components[i].getGenericType(),
          value == null ? "" : String.join(", ", value.value()));
    }
  }

  private void add(String name, Type type, String defaultValue) {
    if (type instanceof ParameterizedType many) {
      Type[] arguments = many.getActualTypeArguments();
      Type each = arguments[arguments.length - 1];
      boolean named = many.getRawType() == Map.class;
      if (each instanceof Class<?> group && group.isRecord()) {
        add(name + (named ? ".<name>" : "[]"), group);
      } else {
        defaults.put(named ? name + ".*" : name, defaultValue);
      }
    } else if (type instanceof Class<?> group && group.isRecord()) {
      add(name, group);
    } else if (type instanceof Class<?> group
        && group.isAnnotationPresent(ConfigurationProperties.class)) {
      defaults.put(name + ".*", "");
    } else {
      defaults.put(name, defaultValue);
    }
  }

  /** Whether there is such a property, or one that begins so. */
  boolean has(String name) {
    return defaults.keySet().stream().anyMatch(known -> beginning(known).matcher(name).matches());
  }

  /** The names as metadata has them, which know nothing of what is in maps and lists. */
  Set<String> outermost() {
    Set<String> names = new TreeSet<>();
    defaults.keySet().forEach(name -> names.add(name.replaceFirst("(\\.<|\\[|\\.\\*).*", "")));
    return names;
  }

  /** Of {@code a.b} also {@code a}; what users name may be any word. */
  private static Pattern beginning(String known) {
    StringBuilder pattern = new StringBuilder();
    String[] parts = known.split("\\.");
    for (int i = parts.length - 1; i > 0; i--) {
      pattern.insert(0, "(\\." + pattern(parts[i])).append(")?");
    }
    return Pattern.compile(pattern.insert(0, pattern(parts[0])).toString());
  }

  private static String pattern(String part) {
    if (part.equals("*")) {
      return ".+";
    }
    if (part.equals("<name>")) {
      return "[^.]+";
    }
    return part.replace("[]", "(\\[[0-9]*])?");
  }

  private static String hyphenated(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode read() {
    try (InputStream in = KnownProperties.class.getResourceAsStream(ADDITIONAL)) {
      return new JsonMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
