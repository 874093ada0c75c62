package dev.redstart.sample.account;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A password as it is kept: salted, and slow to try. */
final class PasswordHash {

  static final int SALT_LENGTH = 16;
  private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
  private static final int ROUNDS = 210_000;
  private static final int BITS = 512;

  private final byte[] salt;
  private final byte[] bytes;

  PasswordHash(byte[] salt, byte[] bytes) {
    this.salt = salt.clone();
    this.bytes = bytes.clone();
  }

  static PasswordHash of(String password, byte[] salt) {
    PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, ROUNDS, BITS);
    try {
      return new PasswordHash(
          salt, SecretKeyFactory.getInstance(ALGORITHM).generateSecret(key).getEncoded());
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, missing);
    } finally {
      key.clearPassword();
    }
  }

  byte[] salt() {
    return salt.clone();
  }

  byte[] bytes() {
    return bytes.clone();
  }

  boolean fits(String password) {
    return MessageDigest.isEqual(bytes, of(password, salt).bytes);
  }
}
