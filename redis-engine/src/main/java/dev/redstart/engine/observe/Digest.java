package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Bytes;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fingerprint of keys and what they hold, whatever the order they come in and however they are
 * kept: equal data has equal ones. It is our own, not that of Redis.
 */
final class Digest {

  private final MessageDigest sha = sha1();
  private final byte[] sum = new byte[sha.getDigestLength()];

  /** Adds a key, its value and its deadline. */
  void add(int database, Entry entry) {
    put(Integer.toString(database));
    put(entry.name());
    put(entry.value());
    put(Long.toString(entry.deadline()));
    mix();
  }

  /** Adds a value and its deadline. */
  void addValue(Entry entry) {
    put(entry.value());
    put(Long.toString(entry.deadline()));
    mix();
  }

  /** Forty hexadecimal digits; zeros where nothing was added. */
  String hex() {
    return HexFormat.of().formatHex(sum);
  }

  private void put(Value value) {
    put(value.type().name());
    if (value instanceof Text text) {
      put(text.bytes());
    } else if (value instanceof Elements elements) {
      put(elements);
    } else if (value instanceof Fields fields) {
      put(fields);
    } else if (value instanceof Parts parts) {
      parts.forEachPart(this::put);
    }
  }

  private void put(Elements elements) {
    List<Bytes> all = new ArrayList<>(elements.size());
    elements.forEachElement(all::add);
    if (elements instanceof Members) {
      Collections.sort(all);
    }
    for (Bytes element : all) {
      put(element);
      if (elements instanceof Scored scored) {
        put(Double.toString(scored.score(element)));
      }
    }
  }

  private void put(Fields fields) {
    Map<Bytes, Bytes> sorted = new TreeMap<>();
    fields.forEach(sorted::put);
    sorted.forEach(
        (field, content) -> {
          put(field);
          put(content);
          long deadline = fields.deadline(field);
          if (deadline != Value.NEVER) {
            put(Long.toString(deadline));
          }
        });
  }

  private void put(Bytes bytes) {
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length()).array());
    sha.update(bytes.shared());
  }

  private void put(String text) {
    put(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void mix() {
    byte[] one = sha.digest();
    for (int i = 0; i < sum.length; i++) {
      sum[i] ^= one[i];
    }
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
