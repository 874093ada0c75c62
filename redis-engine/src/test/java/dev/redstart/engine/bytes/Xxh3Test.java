package dev.redstart.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what the reference library (libxxhash 0.8.1) answers. */
class Xxh3Test {

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (7 * i + 3);
    }
    return bytes;
  }

  @Test
  void isWhatTheManualOfDigestShows() {
    byte[] text = "Hello world".getBytes(StandardCharsets.US_ASCII);
    assertThat(Xxh3.of(text)).isEqualTo(0xb6acb9d84a38ff74L);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2d06800538d394c2",
    "1, 13e608bc156defed",
    "3, a9088dda485b481c",
    "4, 6d9253b16c8b1ed3",
    "8, 60539db630471163",
    "9, feff668361d723a8",
    "16, b8c859b0f030b585",
    "17, 714a04408e79b80f",
    "128, 67425a03650261bf",
    "129, c664bf3311c6abc4",
    "240, 64556dc6b462a6cf",
    "241, 8beadd3a8874fe17",
    "1024, 9b81661c641c72b1",
    "1025, 806c2072ed713576",
    "100000, 0c056f6fcc340974"
  })
  void hasEachFormOfTheSpecification(int length, String digest) {
    assertThat(Xxh3.of(bytes(length))).isEqualTo(Long.parseUnsignedLong(digest, 16));
  }

  @Test
  void isRightForEveryLengthUpToThreeBlocks() {
    long all = 0;
    for (int length = 0; length <= 3000; length++) {
      all = 31 * all + Xxh3.of(bytes(length));
    }
    assertThat(all).isEqualTo(0x619dbf5f1036eeefL);
  }
}
