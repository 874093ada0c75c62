package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The form in which clients send their calls. */
public final class WireRequest {

  private WireRequest() {}

  /** That of one call. */
  public static byte[] of(List<Bytes> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("*" + words.size() + "\r\n"));
    for (Bytes word : words) {
      out.writeBytes(ascii("$" + word.length() + "\r\n"));
      out.writeBytes(word.shared());
      out.writeBytes(ascii("\r\n"));
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
