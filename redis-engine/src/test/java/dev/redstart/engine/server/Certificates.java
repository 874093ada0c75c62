package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A key pair with a certificate that it has signed itself, made by the JDK's keytool. */
final class Certificates {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Path store;
  private final Path certificate;
  private final Path key;

  private Certificates(Path directory, String name) {
    this.store = directory.resolve(name + ".p12");
    this.certificate = directory.resolve(name + ".crt");
    this.key = directory.resolve(name + ".key");
  }

  static Certificates make(Path directory, String name) throws Exception {
    return make(directory, name, "EC");
  }

  static Certificates make(Path directory, String name, String algorithm) throws Exception {
    Certificates made = new Certificates(directory, name);
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                tool.toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                made.store.toString(),
                "-storepass",
                new String(PASSWORD),
                "-validity",
                "10")
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor()).as(new String(process.getInputStream().readAllBytes())).isZero();
    KeyStore keys = made.load();
    Key secret = keys.getKey(name, PASSWORD);
    pem(made.key, "PRIVATE KEY", secret.getEncoded());
    pem(made.certificate, "CERTIFICATE", keys.getCertificate(name).getEncoded());
    return made;
  }

  Path certificate() {
    return certificate;
  }

  Path key() {
    return key;
  }

  /** Sockets that trust {@code server}, and show this certificate where they are asked. */
  SSLSocketFactory trusting(Certificates server) throws Exception {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(load(), PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust(server).getTrustManagers(), null);
    return context.getSocketFactory();
  }

  /** Sockets that trust {@code server}, and have nothing to show. */
  static SSLSocketFactory strangers(Certificates server) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust(server).getTrustManagers(), null);
    return context.getSocketFactory();
  }

  private static TrustManagerFactory trust(Certificates server) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    KeyStore theirs = server.load();
    String alias = theirs.aliases().nextElement();
    trusted.setCertificateEntry(alias, theirs.getCertificate(alias));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory;
  }

  private KeyStore load() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static void pem(Path file, String what, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
  }
}
