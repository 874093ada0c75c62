package dev.redstart.engine.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file.
 *
 * @param kind what stands behind BEGIN
 * @param body what stands between the lines of BEGIN and END
 */
record Pem(String kind, String body) {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*(?:-[^-]+)*)-----END \\1-----");

  /** The blocks of {@code file} in order; whatever stands around them is left out. */
  static List<Pem> read(Path file) throws IOException {
    Matcher matcher =
        BLOCK.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    List<Pem> blocks = new ArrayList<>();
    while (matcher.find()) {
      blocks.add(new Pem(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  /** The certificates in {@code file}, which may hold other things, too. */
  static List<X509Certificate> certificates(Path file) throws IOException, CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem block : read(file)) {
      if (block.kind.equals("CERTIFICATE")) {
        certificates.add(
            (X509Certificate)
                factory.generateCertificate(new ByteArrayInputStream(block.content())));
      }
    }
    return certificates;
  }

  /** The bytes that the body means. */
  byte[] content() throws IOException {
    try {
      return Base64.getMimeDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw new IOException("a block of " + kind + " is damaged", e);
    }
  }
}
