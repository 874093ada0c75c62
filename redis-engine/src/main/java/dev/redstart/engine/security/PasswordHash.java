package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a password: all that is kept of one. */
final class PasswordHash {

  private static final int HEX_LENGTH = 64;

  private final byte[] hash;

  private PasswordHash(byte[] hash) {
    this.hash = hash;
  }

  static PasswordHash of(Bytes password) {
    try {
      return new PasswordHash(MessageDigest.getInstance("SHA-256").digest(password.shared()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** From 64 hexadecimal digits in lower case; null where the text is anything else. */
  static @Nullable PasswordHash parse(String hex) {
    if (hex.length() != HEX_LENGTH
        || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
      return null;
    }
    return new PasswordHash(HexFormat.of().parseHex(hex));
  }

  String hex() {
    return HexFormat.of().formatHex(hash);
  }

  /** Takes a time that does not tell where the first difference is. */
  boolean sameAs(PasswordHash other) {
    return MessageDigest.isEqual(hash, other.hash);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof PasswordHash other && sameAs(other);
  }

  @Override
  public int hashCode() {
    return (hash[0] & 0xff) << 8 | (hash[1] & 0xff);
  }

  /** Never the hash itself: it might end up in a log. */
  @Override
  public String toString() {
    return "PasswordHash";
  }
}
