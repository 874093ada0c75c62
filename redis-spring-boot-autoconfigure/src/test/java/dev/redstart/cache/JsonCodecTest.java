package dev.redstart.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.serializer.SerializationException;
import tools.jackson.databind.json.JsonMapper;

class JsonCodecTest {

  private final JsonCodec codec =
      new JsonCodec(new JsonMapper(), new AllowedTypes(List.of("dev.redstart.cache")));

  record Item(long id, String name, BigDecimal price, List<Tag> tags, Map<Long, Tag> byNumber) {}

  record Tag(String text, Optional<LocalDate> since) {}

  record Page<T>(List<T> items, T first, Map<DayOfWeek, Integer> days) {}

  sealed interface Shape permits Circle, Square {}

  record Circle(double radius) implements Shape {}

  record Square(int side) implements Shape {}

  record Drawing(Shape only, List<Shape> all, Shape[] array, Object anything) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Drawing it
          && only.equals(it.only)
          && all.equals(it.all)
          && List.of(array).equals(List.of(it.array))
          && anything.equals(it.anything);
    }

    @Override
    public int hashCode() {
      return only.hashCode();
    }
  }

  static final class Plain {
    public String text = "x";
    public long number = 5_000_000_000L;

    @Override
    public boolean equals(Object o) {
      return o instanceof Plain it && it.text.equals(text) && it.number == number;
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  enum Colour {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "green";
      }
    }
  }

  static Stream<Object> values() {
    Tag tag = new Tag("t", Optional.of(LocalDate.of(2026, 1, 2)));
    Item item = new Item(1, "n", new BigDecimal("1.10"), List.of(tag), Map.of(7L, tag));
    return Stream.of(
        "text",
        5,
        5L,
        (short) 5,
        1.5f,
        'c',
        true,
        new BigInteger("123456789012345678901234567890"),
        new BigDecimal("0.10"),
        UUID.randomUUID(),
        Instant.ofEpochSecond(5, 1),
        Duration.ofMillis(5),
        item,
        new Plain(),
        Colour.RED,
        Colour.GREEN,
        List.of(item, item),
        List.of(1L, 2, "three", Colour.GREEN),
        Set.of(tag),
        new ArrayList<>(List.of(List.of(tag))),
        Collections.unmodifiableList(new ArrayList<>(List.of(tag))),
        Map.of(1L, tag),
        Map.of("a", 1L, "b", tag),
        Map.of(Colour.RED, List.of(item)),
        new TreeMap<>(Map.of(1, tag, 2, tag)),
        new TreeSet<>(Set.of("b", "a")),
        new EnumMap<>(Map.of(Colour.GREEN, 1L)),
        EnumSet.of(Colour.GREEN),
        EnumSet.noneOf(Colour.class),
        new Page<>(List.of(item), item, new EnumMap<>(Map.of(DayOfWeek.MONDAY, 1))),
        new Page<>(List.of(5L), 5L, Map.of(DayOfWeek.FRIDAY, 2)),
        new Drawing(
            new Circle(1), List.of(new Square(2)), new Shape[] {new Circle(3)}, new Square(4)),
        new LinkedHashMap<>(Map.of(UUID.randomUUID(), Map.of(LocalDate.of(2026, 1, 1), tag))),
        new HashMap<>(),
        List.of());
  }

  @ParameterizedTest
  @MethodSource("values")
  void comesBackAsItWas(Object value) {
    byte[] json = codec.serialize(value);
    Object back = codec.deserialize(json);
    assertThat(back).as(new String(json, StandardCharsets.UTF_8)).isEqualTo(value);
  }

  @Test
  void arraysComeBack() {
    assertThat(codec.deserialize(codec.serialize(new byte[] {1, 2}))).isEqualTo(new byte[] {1, 2});
    assertThat(codec.deserialize(codec.serialize(new int[][] {{1}, {2}})))
        .isEqualTo(new int[][] {{1}, {2}});
    assertThat(codec.deserialize(codec.serialize(new String[] {"a"})))
        .isEqualTo(new String[] {"a"});
    assertThat(codec.deserialize(codec.serialize(new Shape[] {new Circle(1)})))
        .isEqualTo(new Shape[] {new Circle(1)});
  }

  @Test
  void nothingIsNull() {
    assertThat(codec.serialize(null)).isEmpty();
    assertThat(codec.deserialize(new byte[0])).isNull();
    assertThat(codec.deserialize(null)).isNull();
  }

  @Test
  void writesNoTypeThatItWouldNotRead() {
    assertThatThrownBy(() -> codec.serialize(List.of(new StringBuilder())))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("java.lang.StringBuilder")
        .hasMessageContaining("redstart.cache.json.allowed-types");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"@class\":\"javax.swing.JEditorPane\",\"page\":\"http://localhost\"}",
        "[\"java.util.ArrayList\",[{\"@class\":\"java.util.logging.FileHandler\"}]]",
        "[\"java.util.ArrayList<java.util.logging.FileHandler>\",[{}]]",
        "{\"@class\":\"java.util.HashMap<java.util.logging.FileHandler>\",\"k\":1}",
        "{\"@class\":\"java.util.EnumMap<java.util.concurrent.TimeUnit>\",\"DAYS\":1}",
        "{\"@class\":\"java.util.HashMap<java.lang.Long,java.util.logging.FileHandler>\"}",
        "[\"[Ljava.util.logging.FileHandler;\",[{}]]",
        "[\"[[Ljavax.naming.InitialContext;\",[]]",
        "[\"java.time.zone.ZoneRulesProvider\",\"x\"]",
        "{\"@class\":\"dev.redstart.cacheother.Evil\"}",
        "{\"@class\":\"org.springframework.context.support.FileSystemXmlApplicationContext\"}",
        "[\"\",1]",
        "[\"[\",1]",
        "[\"<\",1]",
        "[\"java.util.HashMap<\",{}]",
        "[\"java.util.HashMap<>\",{}]",
        "{\"@class\":\"dev.redstart.cache.NoSuchClass\"}",
        "not json",
        "{\"no\":\"class\"}",
        "["
      })
  void refuses(String json) {
    assertThatThrownBy(() -> codec.deserialize(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void refusesWhatIsAllowedWhereItIsNotDeclared() {
    String json =
        new String(
            codec.serialize(new Drawing(new Circle(1), List.of(), new Shape[0], "x")),
            StandardCharsets.UTF_8);
    String other = json.replace(Circle.class.getName(), Tag.class.getName());
    assertThat(other).isNotEqualTo(json);
    assertThatThrownBy(() -> codec.deserialize(other.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void deepNestingIsAnError() {
    String json = "[\"java.util.ArrayList\",".repeat(5000) + "[]" + "]".repeat(5000);
    assertThatThrownBy(() -> codec.deserialize(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SerializationException.class);
  }
}
