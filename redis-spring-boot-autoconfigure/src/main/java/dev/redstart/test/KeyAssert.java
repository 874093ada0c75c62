package dev.redstart.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.MapAssert;
import org.springframework.data.redis.connection.DataType;

/**
 * Assertions on a key. Those that begin with {@code is} and {@code has} look at all of it and go on
 * with the key; {@link #string}, {@link #hash} and their like go on with AssertJ's assertions on
 * the value.
 */
public final class KeyAssert extends AbstractAssert<KeyAssert, StoredKey> {

  KeyAssert(StoredKey key) {
    super(key, KeyAssert.class);
  }

  /** There is such a key. */
  public KeyAssert exists() {
    if (actual.type() == DataType.NONE) {
      fail("exist", "is absent");
    }
    return this;
  }

  /** There is no such key. */
  public KeyAssert isAbsent() {
    if (actual.type() != DataType.NONE) {
      fail("be absent", "is " + actual.described());
    }
    return this;
  }

  /** It is this string. */
  public KeyAssert isString(String value) {
    return is(value.equals(valueOf(DataType.STRING)), "the string " + StoredKey.quoted(value));
  }

  /** It is a hash of these fields and no others. */
  public KeyAssert isHash(Map<String, String> fields) {
    return is(fields.equals(valueOf(DataType.HASH)), "the hash " + fields);
  }

  /** It is a list of these elements, in this order. */
  public KeyAssert isList(String... elements) {
    List<String> wanted = List.of(elements);
    return is(wanted.equals(valueOf(DataType.LIST)), "the list " + wanted);
  }

  /** It is a set of these members, in any order. */
  public KeyAssert isSet(String... members) {
    Set<String> wanted = new TreeSet<>(List.of(members));
    return is(wanted.equals(valueOf(DataType.SET)), "the set " + wanted);
  }

  /** It is a sorted set of these members with these scores. */
  public KeyAssert isSortedSet(Map<String, Double> scores) {
    return is(scores.equals(valueOf(DataType.ZSET)), "the sorted set " + scores);
  }

  /** It is a stream of so many entries. */
  public KeyAssert isStream(int entries) {
    boolean fits = valueOf(DataType.STREAM) instanceof List<?> found && found.size() == entries;
    return is(fits, "a stream of " + entries + " entries");
  }

  /** It is a stream that has this group. */
  public KeyAssert hasGroup(String group) {
    must(DataType.STREAM, "a stream");
    if (!actual.groups().contains(group)) {
      fail("have the group " + StoredKey.quoted(group), "has the groups " + actual.groups());
    }
    return this;
  }

  /** So many entries were given to a group's consumers, and not acknowledged so far. */
  public KeyAssert hasPending(String group, long entries) {
    hasGroup(group);
    long found = actual.pending(group);
    if (found != entries) {
      fail("have " + entries + " entries pending in " + StoredKey.quoted(group), "has " + found);
    }
    return this;
  }

  /** It is kept in this encoding, as OBJECT ENCODING names it. */
  public KeyAssert hasEncoding(String encoding) {
    exists();
    String found = String.valueOf(actual.encoding());
    if (!found.equals(encoding)) {
      fail("be encoded as " + encoding, "is as " + found);
    }
    return this;
  }

  /** It has a deadline. */
  public KeyAssert expires() {
    if (millisLeft() < 0) {
      fail("expire", "stays for good");
    }
    return this;
  }

  /** It has no deadline. */
  public KeyAssert doesNotExpire() {
    long left = millisLeft();
    if (left >= 0) {
      fail("not expire", "expires in " + Duration.ofMillis(left));
    }
    return this;
  }

  /** It has a deadline, and not more than that is left. */
  public KeyAssert expiresWithin(Duration most) {
    expires();
    long left = millisLeft();
    if (left > most.toMillis()) {
      fail("expire within " + most, "does so in " + Duration.ofMillis(left));
    }
    return this;
  }

  /** It has a deadline, and not less than that is left. */
  public KeyAssert expiresAfter(Duration least) {
    expires();
    long left = millisLeft();
    if (left < least.toMillis()) {
      fail("expire after " + least, "does so in " + Duration.ofMillis(left));
    }
    return this;
  }

  /** The value, which has to be a string. */
  public AbstractStringAssert<?> string() {
    must(DataType.STRING, "a string");
    return Assertions.assertThat(actual.string()).as(what());
  }

  /** The fields, of what has to be a hash. */
  public MapAssert<String, String> hash() {
    must(DataType.HASH, "a hash");
    return Assertions.assertThat(actual.hash()).as(what());
  }

  /** The elements, of what has to be a list. */
  public ListAssert<String> list() {
    must(DataType.LIST, "a list");
    return Assertions.assertThat(actual.list()).as(what());
  }

  /** The members, of what has to be a set. */
  public ListAssert<String> set() {
    must(DataType.SET, "a set");
    return Assertions.assertThat(List.copyOf(actual.set())).as(what());
  }

  /** The members and scores in their order, of what has to be a sorted set. */
  public MapAssert<String, Double> sortedSet() {
    must(DataType.ZSET, "a sorted set");
    return Assertions.assertThat(actual.sortedSet()).as(what());
  }

  /** The fields of each entry in their order, of what has to be a stream. */
  public ListAssert<Map<String, String>> stream() {
    must(DataType.STREAM, "a stream");
    return Assertions.assertThat(actual.stream()).as(what());
  }

  private long millisLeft() {
    exists();
    return actual.millisLeft();
  }

  private Object valueOf(DataType type) {
    if (actual.type() != type) {
      return this;
    }
    return switch (type) {
      case STRING -> String.valueOf(actual.string());
      case HASH -> actual.hash();
      case LIST -> actual.list();
      case SET -> actual.set();
      case ZSET -> actual.sortedSet();
      case STREAM -> actual.stream();
      default -> this;
    };
  }

  private KeyAssert is(boolean fits, String wanted) {
    if (!fits) {
      fail("be " + wanted, "is " + actual.described());
    }
    return this;
  }

  private void must(DataType type, String name) {
    if (actual.type() != type) {
      fail("be " + name, "is " + actual.described());
    }
  }

  private void fail(String wanted, String found) {
    failWithMessage("%s should %s%n but %s", what(), wanted, found);
  }

  private String what() {
    return "key " + StoredKey.quoted(actual.name());
  }
}
