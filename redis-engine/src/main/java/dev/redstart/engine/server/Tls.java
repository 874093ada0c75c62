package dev.redstart.engine.server;

import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What encrypted connections are made of: certificate, key, whom to trust. Made again when a
 * directive changes; connections that are open keep what they have. Any thread.
 */
final class Tls {

  private static final Set<String> PROTOCOLS = Set.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private final TlsSettings settings;
  private volatile @Nullable SslContext context;

  Tls(Settings all) {
    this.settings = new TlsSettings(all);
    for (Setting setting : settings.changeable()) {
      all.onChange(setting, this::changed);
    }
  }

  /** The port of the directive, 0 for none. */
  int port() {
    return (int) settings.port.get();
  }

  /** Reads certificates and key. Until then nothing can be encrypted. */
  void begin() {
    context = build();
  }

  /** What the next connection is encrypted with. */
  SslContext context() {
    SslContext ready = context;
    if (ready == null) {
      throw new IllegalStateException("not begun");
    }
    return ready;
  }

  private void changed() {
    if (context != null) {
      context = build();
    }
  }

  private SslContext build() {
    if (settings.certificate.get().isEmpty() || settings.key.get().isEmpty()) {
      throw wrong("tls-cert-file and tls-key-file are needed where tls-port is set", null);
    }
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(
                  PrivateKeys.read(Path.of(settings.key.get()), settings.keyPassword.get()),
                  certificates(Path.of(settings.certificate.get())))
              .sslProvider(SslProvider.JDK)
              .sessionCacheSize(settings.cacheSize.get())
              .sessionTimeout(settings.cacheSeconds.get());
      trust(builder);
      restrict(builder);
      return builder.build();
    } catch (IllegalArgumentException | IOException | GeneralSecurityException e) {
      throw wrong("Unable to update TLS configuration: " + reason(e), e);
    }
  }

  private void trust(SslContextBuilder builder) throws IOException, CertificateException {
    builder.clientAuth(
        switch (settings.clients.get()) {
          case "no" -> ClientAuth.NONE;
          case "optional" -> ClientAuth.OPTIONAL;
          default -> ClientAuth.REQUIRE;
        });
    List<X509Certificate> trusted = authorities();
    if (!trusted.isEmpty()) {
      builder.trustManager(trusted);
    } else if (!settings.clients.get().equals("no")) {
      throw new IOException(
          "tls-ca-cert-file or tls-ca-cert-dir is needed where tls-auth-clients isn't no");
    }
  }

  private List<X509Certificate> authorities() throws IOException, CertificateException {
    List<X509Certificate> trusted = new ArrayList<>();
    if (!settings.authorities.get().isEmpty()) {
      trusted.addAll(certificates(Path.of(settings.authorities.get())));
    }
    if (!settings.authoritiesDirectory.get().isEmpty()) {
      Path directory = Path.of(settings.authoritiesDirectory.get());
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(directory, Files::isRegularFile)) {
        for (Path file : files) {
          trusted.addAll(Pem.certificates(file));
        }
      }
    }
    return trusted;
  }

  private static List<X509Certificate> certificates(Path file)
      throws IOException, CertificateException {
    List<X509Certificate> certificates = Pem.certificates(file);
    if (certificates.isEmpty()) {
      throw new IOException("no certificate in " + file);
    }
    return certificates;
  }

  private void restrict(SslContextBuilder builder) {
    List<String> protocols = TlsSettings.words(settings.protocols);
    if (!PROTOCOLS.containsAll(protocols)) {
      throw new IllegalArgumentException("tls-protocols must be among " + PROTOCOLS);
    }
    builder.protocols(protocols.isEmpty() ? List.of("TLSv1.2", "TLSv1.3") : protocols);
    List<String> ciphers = new ArrayList<>(TlsSettings.words(settings.ciphers));
    ciphers.addAll(TlsSettings.words(settings.cipherSuites));
    if (!ciphers.isEmpty()) {
      boolean javaNames = ciphers.stream().allMatch(name -> name.startsWith("TLS_"));
      builder.ciphers(
          ciphers,
          javaNames ? IdentityCipherSuiteFilter.INSTANCE : SupportedCipherSuiteFilter.INSTANCE);
    }
  }

  private static String reason(Exception e) {
    Throwable deepest = e;
    while (deepest.getCause() != null && deepest instanceof SSLException) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null
        ? deepest.getClass().getSimpleName().toLowerCase(Locale.ROOT)
        : deepest.getMessage();
  }

  private static IllegalArgumentException wrong(String message, @Nullable Exception cause) {
    return new IllegalArgumentException(message, cause);
  }
}
