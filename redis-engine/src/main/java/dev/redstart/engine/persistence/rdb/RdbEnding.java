package dev.redstart.engine.persistence.rdb;

import dev.redstart.engine.bytes.Crc64;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file has to end with. */
public final class RdbEnding {

  private static final int PIECE = 1 << 16;

  private RdbEnding() {}

  /** The ending for the first {@code length} bytes of {@code file}: a mark and a checksum. */
  public static byte[] of(Path file, long length) throws IOException {
    byte[] mark = {(byte) Opcode.END};
    long sum = 0;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[PIECE];
      for (long left = length; left > 0; ) {
        int count = in.readNBytes(piece, 0, (int) Math.min(PIECE, left));
        if (count == 0) {
          throw new IOException(file + " has become shorter");
        }
        sum = Crc64.update(sum, piece, 0, count);
        left -= count;
      }
    }
    return ByteBuffer.allocate(1 + Long.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(mark)
        .putLong(Crc64.update(sum, mark, 0, 1))
        .array();
  }
}
