package dev.redstart.actuate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * What INFO says of a server, or of all masters of a cluster at about the same time. What a server
 * does not tell is not a number.
 */
final class ServerInfo {

  /** By node; one without a name where there is no cluster. */
  private final Map<String, Map<String, String>> nodes;

  private ServerInfo(Map<String, Map<String, String>> nodes) {
    this.nodes = nodes;
  }

  /** Asks for all sections. */
  static ServerInfo of(RedisConnection connection) {
    return of(connection, "all");
  }

  /** Asks for one section. */
  static ServerInfo of(RedisConnection connection, String section) {
    Properties answer = connection.serverCommands().info(section);
    return of(
        answer == null ? new Properties() : answer, connection instanceof RedisClusterConnection);
  }

  /** What was told, of a cluster's nodes where the names say so. */
  static ServerInfo of(Properties answer, boolean cluster) {
    return new ServerInfo(nodes(answer, cluster));
  }

  /** Spring Data puts the node and a dot before each name. */
  private static Map<String, Map<String, String>> nodes(Properties answer, boolean cluster) {
    Map<String, Map<String, String>> nodes = new TreeMap<>();
    for (String key : answer.stringPropertyNames()) {
      int dot = cluster ? key.lastIndexOf('.') : -1;
      nodes
          .computeIfAbsent(key.substring(0, Math.max(0, dot)), node -> new TreeMap<>())
          .put(key.substring(dot + 1), answer.getProperty(key));
    }
    return nodes;
  }

  /** All that was told: by name, or by node and name. */
  Map<String, ?> all() {
    Map<String, String> only = nodes.get("");
    return nodes.size() == 1 && only != null ? only : nodes;
  }

  /** The sum over all nodes. */
  double number(String field) {
    return merge(field, null, Double::sum);
  }

  /** The sum over all nodes of one of several values behind a name: {@code keys=1,expires=0}. */
  double number(String field, String part) {
    return merge(field, part, Double::sum);
  }

  /** The highest of all nodes. */
  double highest(String field, String part) {
    return merge(field, part, Math::max);
  }

  /** 1 where every node says so, 0 where one says something else. */
  double isEverywhere(String field, String value) {
    List<String> told = told(field);
    return told.isEmpty() ? Double.NaN : told.stream().allMatch(value::equals) ? 1 : 0;
  }

  /** Whether some node says so. */
  boolean isSomewhere(String field, String value) {
    return told(field).contains(value);
  }

  /** What the nodes say, each once. */
  String text(String field) {
    return told(field).stream().distinct().sorted().collect(Collectors.joining(", "));
  }

  /** What follows on {@code prefix} in the names of fields. */
  Set<String> namesAfter(String prefix) {
    Set<String> names = new TreeSet<>();
    for (Map<String, String> node : nodes.values()) {
      node.keySet().stream()
          .filter(name -> name.startsWith(prefix))
          .forEach(name -> names.add(name.substring(prefix.length())));
    }
    return names;
  }

  /** The names of the several values behind a name. */
  Set<String> parts(String field) {
    Set<String> names = new TreeSet<>();
    told(field).forEach(text -> names.addAll(parted(text).keySet()));
    return names;
  }

  private double merge(String field, @Nullable String part, DoubleBinaryOperator with) {
    double merged = Double.NaN;
    for (String text : told(field)) {
      String told = part == null ? text : parted(text).get(part);
      double number = number(told, Double.NaN);
      merged = Double.isNaN(merged) ? number : with.applyAsDouble(merged, number);
    }
    return merged;
  }

  private List<String> told(String field) {
    return nodes.values().stream()
        .map(node -> node.get(field))
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static Map<String, String> parted(String text) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return parts;
  }

  private static double number(@Nullable String text, double otherwise) {
    try {
      return text == null ? otherwise : Double.parseDouble(text);
    } catch (NumberFormatException none) {
      return otherwise;
    }
  }
}
