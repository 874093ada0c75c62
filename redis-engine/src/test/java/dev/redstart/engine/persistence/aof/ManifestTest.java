package dev.redstart.engine.persistence.aof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.persistence.aof.Manifest.Part;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of the files of a log, which anybody may have written. */
class ManifestTest {

  @Test
  void readsWhatItWrites() {
    Manifest manifest =
        new Manifest(
            new Part("a \"quoted\" name.base.rdb", 1),
            List.of(new Part("plain.incr.aof", 1), new Part("Grüße\n.incr.aof", 2)),
            List.of(new Part("'old'.aof", 3)));
    assertThat(Manifest.parse(manifest.text())).isEqualTo(manifest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file ../../etc/passwd seq 1 type b",
        "file /etc/passwd seq 1 type b",
        "file \"..\\x2fpasswd\" seq 1 type i",
        "file ..\\\\..\\\\x seq 1 type i",
        "file .. seq 1 type b",
        "file . seq 1 type b",
        "file \"\" seq 1 type b",
        "file a seq 0 type b",
        "file a seq 99999999999999999999 type b",
        "file a seq 1 type x",
        "file \"a seq 1 type b",
        "file a seq 1 type"
      })
  void refusesWhatLeadsElsewhereOrMakesNoSense(String line) {
    assertThatThrownBy(() -> Manifest.parse(line + "\n")).isInstanceOf(AofException.class);
  }

  @Test
  void takesLongNamesAsFarAsRedisDoes() {
    String name = "x".repeat(1000);
    Manifest manifest = Manifest.parse("file " + name + " seq 1 type b\n");
    assertThat(manifest.parts()).containsExactly(new Part(name, 1));
    assertThatThrownBy(() -> Manifest.parse("file " + name.repeat(2) + " seq 1 type b\n"))
        .hasMessageContaining("too long line");
  }
}
