package dev.redstart.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NearCopiesTest {

  private static final byte[] KEY = {1};
  private static final byte[] VALUE = {2};

  private final AtomicLong nanos = new AtomicLong();
  private final NearCopies copies = new NearCopies(2, Duration.ofSeconds(1), nanos::get);

  @BeforeEach
  void hear() {
    copies.heard(true);
  }

  @Test
  void keepsWhatWasRead() {
    copies.keep("c", copies.begin(KEY), VALUE);
    assertThat(copies.find(new byte[] {1})).isEqualTo(VALUE);
    copies.forget(KEY);
    assertThat(copies.find(KEY)).isNull();
  }

  @Test
  void keepsNothingThatChangedOnItsWay() {
    NearCopies.Reading reading = copies.begin(KEY);
    copies.forget(KEY);
    copies.keep("c", reading, VALUE);
    assertThat(copies.find(KEY)).isNull();

    NearCopies.Reading another = copies.begin(KEY);
    copies.forgetAll("other");
    copies.keep("c", another, VALUE);
    assertThat(copies.find(KEY)).isNull();
  }

  @Test
  void theLastOfTwoReadersKeeps() {
    NearCopies.Reading one = copies.begin(KEY);
    NearCopies.Reading other = copies.begin(KEY);
    copies.keep("c", one, new byte[] {9});
    assertThat(copies.find(KEY)).isNull();
    copies.keep("c", other, VALUE);
    assertThat(copies.find(KEY)).isEqualTo(VALUE);
  }

  @Test
  void keepsNothingWhileTheServerIsNotHeard() {
    copies.keep("c", copies.begin(KEY), VALUE);
    NearCopies.Reading reading = copies.begin(new byte[] {3});
    copies.heard(false);
    copies.keep("c", reading, VALUE);
    copies.keep("c", copies.begin(KEY), VALUE);
    assertThat(copies.size()).isZero();
    assertThat(copies.isHeard()).isFalse();
  }

  @Test
  void theLeastUsedGoes() {
    for (byte i = 1; i <= 2; i++) {
      copies.keep("c", copies.begin(new byte[] {i}), VALUE);
    }
    copies.find(KEY);
    copies.keep("c", copies.begin(new byte[] {3}), VALUE);
    assertThat(copies.find(KEY)).isNotNull();
    assertThat(copies.find(new byte[] {2})).isNull();
    assertThat(copies.size()).isEqualTo(2);
  }

  @Test
  void oneMayBeUsedForSoLong() {
    copies.keep("c", copies.begin(KEY), VALUE);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(copies.find(KEY)).isNotNull();
    nanos.addAndGet(1);
    assertThat(copies.find(KEY)).isNull();
    assertThat(copies.size()).isZero();
  }

  @Test
  void emptyingOneCacheLeavesTheOthers() {
    copies.keep("c", copies.begin(KEY), VALUE);
    copies.keep("d", copies.begin(new byte[] {3}), VALUE);
    copies.forgetAll("c");
    assertThat(copies.find(KEY)).isNull();
    assertThat(copies.find(new byte[] {3})).isNotNull();
  }
}
