package dev.redstart.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChecksumTest {

  private static final byte[] CHECK = "123456789".getBytes(StandardCharsets.US_ASCII);

  @Test
  void crc16HasTheCheckValueOfXmodem() {
    assertThat(Crc16.of(CHECK, 0, 9)).isEqualTo(0x31c3);
    assertThat(Crc16.of(CHECK, 4, 4)).isZero();
  }

  @Test
  void crc64HasTheCheckValueOfJones() {
    assertThat(Crc64.update(0, CHECK, 0, 9)).isEqualTo(0xe9c6d914c4b8d9caL);
  }

  @Test
  void crc64GoesOnFromAnySplit() {
    byte[] bytes = new byte[1000];
    new Random(1).nextBytes(bytes);
    long whole = Crc64.update(0, bytes, 0, 1000);
    for (int split = 0; split <= 1000; split += 13) {
      long first = Crc64.update(0, bytes, 0, split);
      assertThat(Crc64.update(first, bytes, split, 1000)).isEqualTo(whole);
    }
  }
}
