package dev.cf5xx.bot.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cf5xx.knowledge.Knowledge;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    private static boolean contains(Networks networks, String address) {
        return networks.contains(Literals.any(address).orElseThrow());
    }

    @Test
    void contains_ofBothFamilies_knowsTheEdges() {
        Networks networks = Networks.of(List.of("10.1.2.3/8", "2001:db8::/33", "192.0.2.7", "::1"));
        assertThat(List.of("10.0.0.0", "10.255.255.255", "2001:db8:7fff::", "192.0.2.7", "::1"))
                .allMatch(address -> contains(networks, address));
        assertThat(List.of("9.255.255.255", "11.0.0.0", "2001:db8:8000::", "192.0.2.8", "::2", "::ffff:10.0.0.1"))
                .noneMatch(address -> contains(networks, address));
    }

    @Test
    void contains_ofTheWholeInternet_isTrueForItsFamily() {
        Networks everything = Networks.of(List.of("0.0.0.0/0"));
        assertThat(contains(everything, "255.255.255.255")).isTrue();
        assertThat(contains(everything, "::1")).isFalse();
    }

    @Test
    void contains_ofNoNetwork_isFalse() {
        assertThat(contains(Networks.NONE, "127.0.0.1")).isFalse();
        assertThat(Networks.NONE.isEmpty()).isTrue();
    }

    @Test
    void of_cloudflaresRanges_knowsTheirAddresses() {
        Networks cloudflare = Networks.of(Knowledge.shipped().ranges().all());
        assertThat(contains(cloudflare, "104.16.132.229")).isTrue();
        assertThat(contains(cloudflare, "2606:4700::6810:84e5")).isTrue();
        assertThat(contains(cloudflare, "93.184.215.14")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "10",
                "10.0.0/8",
                "10.0.0.0/33",
                "10.0.0.0/08",
                "10.0.0.0/-1",
                "10.0.0.0/255.0.0.0",
                "10.0.0.0-9",
                "10.*.*.*",
                "010.0.0.0/8",
                "fd00::/129",
                "fe80::%eth0/10",
                "/8",
                "localhost",
                "10.0.0.0/8 ",
                "fd00:::/8"
            })
    void of_whatIsNoNetwork_namesIt(String cidr) {
        assertThatThrownBy(() -> Networks.of(List.of(cidr)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(cidr);
    }
}
