package dev.cf5xx.bot.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.target.Refusal.Reason;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private static final AddressPolicy STRICT = new AddressPolicy(Networks.NONE, List.of(), List::of);

    private static SiteUrl site(String text) {
        return (SiteUrl) SiteUrl.read(text);
    }

    private static InetAddress ip(String text) {
        return Literals.any(text).orElseThrow();
    }

    private static List<InetAddress> ips(String... texts) {
        return Stream.of(texts).map(AddressPolicyTest::ip).toList();
    }

    private static Refusal denied(Admission admission) {
        return ((Admission.Denied) admission).refusal();
    }

    private static AddressPolicy opening(String... networks) {
        return new AddressPolicy(Networks.of(List.of(networks)), List.of(), List::of);
    }

    @Test
    void admit_ofPublicAddresses_permitsEachOnThePortOfTheSite() {
        Admission admission =
                STRICT.admit(site("https://example.com:8443/"), ips("93.184.215.14", "2606:2800:220:1::1"));
        assertThat(((Admission.Granted) admission).permits())
                .extracting(permit -> Literals.text(permit.address()) + " " + permit.port())
                .containsExactly("93.184.215.14 8443", "2606:2800:220:1::1 8443");
    }

    @Test
    void admit_withOneBadAddressAmongGoodOnes_refusesAll() {
        assertThat(denied(STRICT.admit(site("https://example.com/"), ips("93.184.215.14", "10.0.0.1"))))
                .isEqualTo(new Refusal(Reason.SPECIAL_ADDRESS, "10.0.0.1"));
    }

    @Test
    void admit_ofAnAddressAsHost_judgesThatOneWhateverDnsSays() {
        assertThat(denied(STRICT.admit(site("http://127.0.0.1/"), ips("93.184.215.14")))
                        .reason())
                .isEqualTo(Reason.SPECIAL_ADDRESS);
        assertThat(((Admission.Granted) STRICT.admit(site("http://8.8.8.8/"), ips("1.1.1.1"))).permits())
                .extracting(Permit::address)
                .containsExactly(ip("8.8.8.8"));
    }

    @Test
    void admit_ofANameWithoutAddress_permitsNothingAndRefusesNothing() {
        assertThat(STRICT.admit(site("https://example.com/"), List.of())).isEqualTo(new Admission.Granted(List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST.",
                "foo.localhost",
                "intranet",
                "db.internal",
                "printer.local",
                "hub.home.arpa",
                "1.0.0.127.in-addr.arpa",
                "host.test",
                "host.invalid",
                "host.example",
                "x.onion",
                "kubernetes.default.svc",
                "a.b.svc.cluster.local",
                "metadata.google.internal",
                "host.docker.internal",
                "router.lan",
                "x.corp",
                "localhost.localdomain",
                "metadata.tencentyun.com",
                "ｌｏｃａｌｈｏｓｔ",
                "com"
            })
    void judge_ofANameOfTheInside_refusesItBeforeDns(String host) {
        assertThat(STRICT.judge(site("http://" + host + "/")))
                .map(Refusal::reason)
                .hasValue(Reason.INTERNAL_NAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "localhost.example.com",
                "test.example.com",
                "internal.example.com",
                "mylocal.com",
                "example.net",
                "svc.example.org",
                "foo_bar.example.com",
                "local.dev",
                "metadata.example.com"
            })
    void judge_ofAPublicName_hasNothingAgainstIt(String host) {
        assertThat(STRICT.judge(site("http://" + host + "/"))).isEmpty();
    }

    @Test
    void judge_ofPorts_admitsThoseThatCloudflareProxiesAndNoOther() {
        List<Integer> admitted = new ArrayList<>();
        for (int port = 1; port <= 65535; port++) {
            if (STRICT.judge(new SiteUrl(true, "example.com", null, port, "/")).isEmpty()) {
                admitted.add(port);
            }
        }
        assertThat(admitted).containsExactly(80, 443, 2052, 2053, 2082, 2083, 2086, 2087, 2095, 2096, 8080, 8443, 8880);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "fd00:ec2::254",
                "fd20:ce::254",
                "::ffff:8.8.8.8",
                "::8.8.8.8",
                "::ffff:0:808:808",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "2002:808:808::1",
                "2001:0:1::1",
                "2600::5efe:7f00:1",
                "2600::200:5efe:808:808",
                "ff02::1",
                "4000::1",
                "fe80::1",
                "::1",
                "::"
            })
    void permit_ofAnAddressThatIsNoPublicHosts_isRefused(String address) {
        assertThat(denied(STRICT.permit(new OriginAddress(ip(address), 443, 80), 443)))
                .isEqualTo(new Refusal(Reason.SPECIAL_ADDRESS, Literals.text(ip(address))));
    }

    @Test
    void admit_ofThisMachinesOwnAddress_isRefused_asSoonAsItHasIt() {
        List<InetAddress> own = new ArrayList<>();
        AddressPolicy policy = new AddressPolicy(Networks.NONE, List.of(), () -> own);
        assertThat(policy.admit(site("https://example.com/"), ips("8.8.8.8"))).isInstanceOf(Admission.Granted.class);
        own.add(ip("8.8.8.8"));
        assertThat(denied(policy.admit(site("https://example.com/"), ips("8.8.8.8")))
                        .reason())
                .isEqualTo(Reason.OWN_ADDRESS);
    }

    @Test
    void admit_throughAnInternalAlias_isRefusedWhereverItEnds() {
        for (String alias : List.of("db.internal.", "localhost", "DB.LOCAL", "127.0.0.1")) {
            assertThat(denied(STRICT.admit(
                                    site("https://example.com/"),
                                    List.of("cdn.example.net", alias),
                                    ips("93.184.215.14")))
                            .reason())
                    .as(alias)
                    .isEqualTo(Reason.INTERNAL_NAME);
        }
        assertThat(STRICT.admit(
                        site("https://example.com/"), List.of("cdn.example.net.", "_x.example.org"), ips("8.8.8.8")))
                .isInstanceOf(Admission.Granted.class);
    }

    @Test
    void admit_insideAnOpenedNetwork_permitsAnyPort_andNothingBesideIt() {
        AddressPolicy policy = opening("127.0.0.0/8", "fd00::/8");
        assertThat(policy.admit(site("http://127.0.0.1:18080/"), List.of())).isInstanceOf(Admission.Granted.class);
        assertThat(policy.admit(site("http://[fd00::1]:3000/"), List.of())).isInstanceOf(Admission.Granted.class);
        assertThat(policy.admit(site("http://shop.example.com:3000/"), ips("127.0.0.2")))
                .isInstanceOf(Admission.Granted.class);
        assertThat(denied(policy.admit(site("http://shop.example.com:3000/"), ips("127.0.0.2", "8.8.8.8"))))
                .isEqualTo(new Refusal(Reason.PORT, "3000"));
        assertThat(denied(policy.admit(site("http://shop.example.com:3000/"), List.of())))
                .isEqualTo(new Refusal(Reason.PORT, "3000"));
        assertThat(denied(policy.admit(site("http://10.0.0.1/"), List.of())).reason())
                .isEqualTo(Reason.SPECIAL_ADDRESS);
        assertThat(denied(policy.admit(site("http://localhost/"), ips("127.0.0.1")))
                        .reason())
                .isEqualTo(Reason.INTERNAL_NAME);
    }

    @Test
    void admit_ofOwnAddressesInsideAnOpenedNetwork_isPermitted() {
        AddressPolicy policy = new AddressPolicy(Networks.of(List.of("10.0.0.0/8")), List.of(), () -> ips("10.0.0.5"));
        assertThat(policy.admit(site("http://10.0.0.5/"), List.of())).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void admit_throughAnOpenedNat64Prefix_stillJudgesTheAddressBehindIt() {
        AddressPolicy policy = opening("64:ff9b::/96");
        assertThat(policy.admit(site("http://example.com/"), ips("64:ff9b::808:808")))
                .isInstanceOf(Admission.Granted.class);
        assertThat(denied(policy.admit(site("http://example.com/"), ips("64:ff9b::a9fe:a9fe")))
                        .reason())
                .isEqualTo(Reason.SPECIAL_ADDRESS);
    }

    @Test
    void admit_ofAGivenName_isExemptFromTheRulesForNamesOnly() {
        Given intranet = Given.read("intranet:443:93.184.215.14").orElseThrow();
        Given trap = Given.read("trap.internal:*:10.0.0.1").orElseThrow();
        AddressPolicy policy = new AddressPolicy(Networks.NONE, List.of(intranet, trap), List::of);
        assertThat(policy.given(site("https://intranet/"))).hasValue(ip("93.184.215.14"));
        assertThat(((Admission.Granted) policy.admit(site("https://intranet/"), List.of())).permits())
                .extracting(Permit::address)
                .containsExactly(ip("93.184.215.14"));
        assertThat(denied(policy.admit(site("https://trap.internal/"), List.of()))
                        .reason())
                .isEqualTo(Reason.SPECIAL_ADDRESS);
        assertThat(denied(policy.admit(site("http://intranet/"), List.of())).reason())
                .as("given for port 443 only")
                .isEqualTo(Reason.INTERNAL_NAME);
    }

    @Test
    void judge_ofAnOrigin_looksAtBothPorts() {
        InetAddress address = ip("93.184.215.14");
        assertThat(STRICT.judge(new OriginAddress(address, 443, 80))).isEmpty();
        assertThat(STRICT.judge(new OriginAddress(address, 22, 80))).hasValue(new Refusal(Reason.PORT, "22"));
        assertThat(STRICT.judge(new OriginAddress(address, 443, 6379))).hasValue(new Refusal(Reason.PORT, "6379"));
        assertThat(opening("10.0.0.0/8").judge(new OriginAddress(ip("10.0.0.1"), 18443, 18080)))
                .isEmpty();
    }
}
