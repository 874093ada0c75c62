package dev.redstart.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LosslessTextTest {

  @Test
  void properTextIsItself() {
    for (String text : new String[] {"", "abc", "Grüße", "😀 \0"}) {
      assertThat(LosslessText.of(Bytes.of(text))).isEqualTo(text);
      assertThat(LosslessText.bytes(text)).isEqualTo(Bytes.of(text));
    }
  }

  @Test
  void anyBytesComeBack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      assertThat(LosslessText.bytes(LosslessText.of(Bytes.wrap(bytes))).toArray())
          .as("seed %d", seed)
          .isEqualTo(bytes);
    }
  }

  @Test
  void bytesStandBesideProperText() {
    String text = "é" + LosslessText.of(Bytes.wrap(new byte[] {'a', (byte) 0xff})) + "😀";
    Bytes all = Bytes.join(Bytes.of("éa"), Bytes.wrap(new byte[] {(byte) 0xff}), Bytes.of("😀"));
    assertThat(LosslessText.bytes(text)).isEqualTo(all);
  }
}
