package dev.redstart.engine.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Reads private keys from PEM files: PKCS#8, encrypted or not, and the older forms of RSA (PKCS#1)
 * and of elliptic curves (SEC 1), which the JDK only knows inside of PKCS#8.
 */
final class PrivateKeys {

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");

  private static final int INTEGER = 0x02;
  private static final int OCTETS = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int CURVE = 0xa0;

  private static final byte[] VERSION = HexFormat.of().parseHex("020100");
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private PrivateKeys() {}

  /** The first private key in {@code file}; the password is for an encrypted one. */
  static PrivateKey read(Path file, String password) throws IOException, GeneralSecurityException {
    for (Pem block : Pem.read(file)) {
      if (block.kind().endsWith("PRIVATE KEY")) {
        return key(pkcs8(block, password));
      }
    }
    throw new IOException("no private key in " + file);
  }

  private static byte[] pkcs8(Pem block, String password)
      throws IOException, GeneralSecurityException {
    if (block.body().contains("ENCRYPTED")) {
      throw new IOException(
          "a key that is encrypted in the old way of OpenSSL is not supported, convert it by"
              + " openssl pkcs8 -topk8");
    }
    return switch (block.kind()) {
      case "PRIVATE KEY" -> block.content();
      case "ENCRYPTED PRIVATE KEY" -> decrypted(block.content(), password);
      case "RSA PRIVATE KEY" -> wrapped(RSA, block.content());
      case "EC PRIVATE KEY" -> wrapped(der(SEQUENCE, EC, curve(block.content())), block.content());
      default ->
          throw new IOException(
              "a " + block.kind() + " is not supported, convert it by openssl pkcs8 -topk8");
    };
  }

  private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
    String wrong = "the private key is damaged, or none of " + ALGORITHMS;
    InvalidKeySpecException reason = new InvalidKeySpecException(wrong);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        reason.addSuppressed(e);
      }
    }
    throw reason;
  }

  private static byte[] decrypted(byte[] content, String password)
      throws IOException, GeneralSecurityException {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(content);
    // What the JDK calls the scheme is told by its parameters, not by the name.
    String scheme =
        info.getAlgName().equals("PBES2") || info.getAlgName().startsWith("1.2.840")
            ? String.valueOf(info.getAlgParameters())
            : info.getAlgName();
    try {
      Cipher cipher = Cipher.getInstance(scheme);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(scheme)
              .generateSecret(new PBEKeySpec(password.toCharArray())),
          info.getAlgParameters());
      return info.getKeySpec(cipher).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException("tls-key-file-pass does not open the private key", e);
    }
  }

  // ---- DER

  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return der(SEQUENCE, VERSION, algorithm, der(OCTETS, key));
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    int length = content.size();
    if (length >= 0x100) {
      all.write(0x82);
      all.write(length >> 8);
    } else if (length >= 0x80) {
      all.write(0x81);
    }
    all.write(length);
    all.writeBytes(content.toByteArray());
    return all.toByteArray();
  }

  /** The name of its curve, which an elliptic key tells behind its number. */
  private static byte[] curve(byte[] key) throws IOException {
    DerReader reader = new DerReader(key);
    reader.enter(SEQUENCE);
    reader.skip(INTEGER);
    reader.skip(OCTETS);
    return reader.content(CURVE);
  }
}
