package dev.redstart.engine.types.zset;

import dev.redstart.engine.testing.Differential;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges and set operations with each of their options, compared with Redis. */
class ZsetDifferentialTest {

  private static final String LONG = "x".repeat(65);

  private static final List<String> RANKS =
      List.of("0 -1", "1 3", "-2 -1", "3 1", "5 9", "-100 100", "9223372036854775807 1", "a 1");

  private static final List<String> SCORES =
      List.of(
          "-inf +inf",
          "1 3",
          "(1 3",
          "1 (3",
          "(1 (3",
          "(3 (3",
          "3 3",
          "5 1",
          "( 3",
          "-inf (1e400",
          "nan 1",
          "x 1");

  private static final List<String> NAMES =
      List.of(
          "- +", "[a [c", "(a (c", "+ -", "[c [a", "(b [b", "[b [b", "- (b", "[b +", "[ [x", "a c",
          "++ -");

  private static final List<String> LIMITS =
      List.of("", "WITHSCORES", "LIMIT 1 2", "LIMIT 0 0", "LIMIT 1 -1", "LIMIT 9 1", "LIMIT -2 1");

  private static final List<String> SOURCES =
      List.of(
          "2 z y",
          "2 y z",
          "2 z s",
          "2 s z",
          "1 s",
          "2 z none",
          "2 none z",
          "3 z y s",
          "2 z z",
          "2 z str",
          "0 z",
          "x z",
          "3 z y");

  private static final List<String> OPTIONS =
      List.of(
          "",
          "WITHSCORES",
          "WEIGHTS 2 3 WITHSCORES",
          "AGGREGATE MIN WITHSCORES",
          "WEIGHTS inf -1 AGGREGATE max WITHSCORES",
          "WEIGHTS 0 x",
          "WEIGHTS 1",
          "AGGREGATE FOO",
          "LIMIT 1",
          "LIMIT -1");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rangesAreTheSame(boolean big) {
    List<String> lines = data(big);
    for (String range : RANKS) {
      for (String option : List.of("", "WITHSCORES", "REV", "REV WITHSCORES", "LIMIT 0 1")) {
        lines.add("ZRANGE z " + range + " " + option);
      }
      lines.add("ZREVRANGE z " + range);
    }
    for (String limit : LIMITS) {
      SCORES.forEach(range -> bothWays(lines, "z", range, "SCORE", limit));
      NAMES.forEach(range -> bothWays(lines, "l", range, "LEX", limit));
    }
    SCORES.forEach(range -> lines.add("ZCOUNT z " + range));
    NAMES.forEach(range -> lines.add("ZLEXCOUNT l " + range));
    Differential.compare(lines.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void setOperationsAreTheSame(boolean big) {
    List<String> lines = data(big);
    for (String sources : SOURCES) {
      for (String option : OPTIONS) {
        String rest = " " + sources + " " + option;
        for (String name : List.of("ZUNION", "ZINTER", "ZDIFF", "ZINTERCARD")) {
          lines.add(name + rest);
        }
        for (String name : List.of("ZUNIONSTORE", "ZINTERSTORE", "ZDIFFSTORE")) {
          lines.add("SET to x EX 100");
          lines.add(name + " to" + rest.replace(" WITHSCORES", ""));
          lines.add("TTL to");
          lines.add("OBJECT ENCODING to");
        }
      }
    }
    Differential.compare(lines.toArray(String[]::new));
  }

  private static void bothWays(
      List<String> lines, String key, String range, String by, String limit) {
    String[] ends = range.split(" ");
    String turned = ends[1] + " " + ends[0];
    lines.add("ZRANGEBY" + by + " " + key + " " + range + " " + limit);
    lines.add("ZREVRANGEBY" + by + " " + key + " " + turned + " " + limit);
    lines.add("ZRANGE " + key + " " + range + " BY" + by + " " + limit);
    lines.add("ZRANGE " + key + " " + turned + " BY" + by + " REV " + limit);
  }

  /** Sorted sets that a long member has unpacked where they are to be {@code big}. */
  private static List<String> data(boolean big) {
    List<String> lines = new ArrayList<>();
    lines.add("ZADD z 1 a 2 b 3 c 4 d 5 e");
    lines.add("ZADD y 1.5 b -2.25 c 1e300 q -inf d");
    lines.add("ZADD l 0 a 0 ab 0 b 0 c 0 d");
    lines.add("SADD s a b zz");
    lines.add("SET str 1");
    for (String key : List.of("z", "y", "l")) {
      if (big) {
        lines.add("ZADD " + key + " 1 " + LONG);
        lines.add("ZREM " + key + " " + LONG);
      }
      lines.add("OBJECT ENCODING " + key);
    }
    return lines;
  }
}
