package dev.redstart.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

  private final ClientAddress addresses =
      new ClientAddress(List.of("10.0.0.0/8", "192.168.1.1", "::1", "2001:db8:aa::/48"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // nobody that is trusted: the header is a stranger's
        "203.0.113.5      | 1.2.3.4                      | 203.0.113.5",
        "10.1.2.3         | 1.2.3.4                      | 1.2.3.4",
        "10.1.2.3         | 9.9.9.9, 1.2.3.4, 10.7.7.7   | 1.2.3.4",
        "10.1.2.3         | 10.4.4.4, 10.5.5.5           | 10.4.4.4",
        "10.1.2.3         | 1.2.3.4:5678                 | 1.2.3.4",
        "10.1.2.3         | unknown                      | 10.1.2.3",
        "10.1.2.3         | 1.2.3.400, 10.9.9.9          | 10.9.9.9",
        "10.1.2.3         | example.org                  | 10.1.2.3",
        "11.0.0.1         | 1.2.3.4                      | 11.0.0.1",
        "192.168.1.2      | 1.2.3.4                      | 192.168.1.2",
        "::1              | [2001:db8:1:2:3:4:5:6]:443   | 2001:db8:1:2:0:0:0:0",
        "2001:db8:aa:1::9 | 2001:db8:1:2:ffff::1         | 2001:db8:1:2:0:0:0:0",
        "2001:db8:ab::9   | 1.2.3.4                      | 2001:db8:ab:0:0:0:0:0",
        "::ffff:10.1.1.1  | 1.2.3.4                      | 1.2.3.4",
        "fe80::1%eth0     | 1.2.3.4                      | fe80:0:0:0:0:0:0:0"
      })
  void theLastStrangerIsTheClient(String remote, String forwarded, String client) {
    assertThat(addresses.of(remote, List.of(forwarded))).isEqualTo(client);
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(addresses.of("10.0.0.1", List.of("1.2.3.4", "10.0.0.2"))).isEqualTo("1.2.3.4");
    assertThat(addresses.of("10.0.0.1", List.of())).isEqualTo("10.0.0.1");
    assertThat(addresses.of(null, List.of("1.2.3.4"))).isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.256", "10.0.0.0/x", "", "::1/129"})
  void whatIsNoNetworkIsRefused(String network) {
    assertThatThrownBy(() -> new ClientAddress(List.of(network)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + network + "'");
  }
}
