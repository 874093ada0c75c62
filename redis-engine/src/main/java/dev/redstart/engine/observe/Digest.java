package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Decimals;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.value.Elements;
import dev.redstart.engine.value.Fields;
import dev.redstart.engine.value.Members;
import dev.redstart.engine.value.Parts;
import dev.redstart.engine.value.Scored;
import dev.redstart.engine.value.Text;
import dev.redstart.engine.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * The fingerprint of keys and what they hold that DEBUG DIGEST tells: that of Redis, so equal data
 * have equal ones here and there, whatever the order they come in and however they are kept.
 */
final class Digest {

  /*
   * A fingerprint takes another one in by exclusive or where the order doesn't matter (keys, members), and where it does
   * (the elements of a list) by that and a hash of the outcome. That a key expires counts, but not when; the groups of a
   * stream don't count.
   */

  private static final Map<String, Integer> TYPES =
      Map.of("string", 0, "list", 1, "set", 2, "zset", 3, "hash", 4, "stream", 6);

  private static final int MODULE = 5;

  private static final byte[] EXPIRES = "!!expire!!".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] FIELD_EXPIRES = "!!hexpire!!".getBytes(StandardCharsets.ISO_8859_1);

  private final MessageDigest sha;
  private byte[] sum;

  Digest() {
    this(sha1());
  }

  private Digest(MessageDigest sha) {
    this.sha = sha;
    this.sum = new byte[sha.getDigestLength()];
  }

  /** Says that the keys of a database follow. */
  void database(int database) {
    inOrder(number(database));
  }

  /** Adds a key, its value, and whether it expires. */
  void add(Entry entry) {
    Digest key = new Digest(sha);
    key.inOrder(entry.name().shared());
    key.addValue(entry);
    inAnyOrder(key.sum);
  }

  /** Adds a value, and whether it expires. */
  void addValue(Entry entry) {
    Value value = entry.value();
    inOrder(number(TYPES.getOrDefault(value.type().name(), MODULE)));
    if (value instanceof Text text) {
      inOrder(text.bytes());
    } else if (value instanceof Elements elements) {
      elements.forEachElement(element -> addElement(elements, element));
    } else if (value instanceof Fields fields) {
      fields.forEach((field, content) -> addField(fields, field, content));
    } else if (value instanceof Parts parts) {
      parts.forEachPart(this::inOrder);
    }
    if (entry.deadline() != Entry.NEVER) {
      inAnyOrder(EXPIRES);
    }
  }

  private void addElement(Elements elements, Bytes element) {
    if (elements instanceof Scored scored) {
      Digest member = new Digest(sha);
      member.inOrder(element);
      member.inOrder(Decimals.printShortest(scored.score(element)));
      inAnyOrder(member.sum);
    } else if (elements instanceof Members) {
      inAnyOrder(element.shared());
    } else {
      inOrder(element);
    }
  }

  private void addField(Fields fields, Bytes name, Bytes content) {
    Digest field = new Digest(sha);
    field.inOrder(name);
    field.inOrder(content);
    if (fields.deadline(name) != Value.NEVER) {
      field.inAnyOrder(FIELD_EXPIRES);
    }
    inAnyOrder(field.sum);
  }

  /** Forty hexadecimal digits; zeros where nothing was added. */
  String hex() {
    return HexFormat.of().formatHex(sum);
  }

  private static byte[] number(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(0, number).array();
  }

  private void inAnyOrder(byte[] bytes) {
    byte[] one = sha.digest(bytes);
    for (int i = 0; i < sum.length; i++) {
      sum[i] ^= one[i];
    }
  }

  private void inOrder(Bytes bytes) {
    inOrder(bytes.shared());
  }

  private void inOrder(byte[] bytes) {
    inAnyOrder(bytes);
    sum = sha.digest(sum);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
