package dev.cf5xx.bot.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.evidence.Lookup;
import dev.cf5xx.bot.evidence.Lookup.Outcome;
import dev.cf5xx.bot.target.SiteUrl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** Holds look-ups to telling apart what DNS can say, against a server on loopback. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NamesTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final List<Duration> QUICK = List.of(Duration.ofMillis(200), Duration.ofMillis(400));
    private static final String SOA = "example.com. 60 IN SOA ns.example.com. root.example.com. 1 2 3 4 5";

    private static SiteUrl site(String host) {
        return new SiteUrl(true, host, null, 443, "/");
    }

    private static Names names(InetSocketAddress... servers) {
        return new Names(List.of(servers), url -> List.of());
    }

    private static Names quick(InetSocketAddress... servers) {
        return new Names(List.of(servers), url -> List.of(), QUICK);
    }

    private static Lookup look(Names names, String host) {
        return names.look(site(host), Deadline.in(LONG));
    }

    private static List<String> texts(Lookup lookup) {
        return lookup.addresses().stream().map(InetAddress::getHostAddress).toList();
    }

    private static Lookup look(String host, NameServer.Answer answer) throws IOException {
        try (NameServer server = NameServer.on(answer)) {
            return look(quick(server.at()), host);
        }
    }

    @Test
    void look_bothFamilies_areAskedForAndIpv4ComesFirst() throws IOException {
        try (NameServer server = NameServer.on((question, message, tcp) -> question.endsWith(" A")
                ? NameServer.answer(
                        message, "shop.example.com. 60 IN A 192.0.2.2", "shop.example.com. 60 IN A 192.0.2.1")
                : NameServer.answer(message, "shop.example.com. 60 IN AAAA 2001:db8::1"))) {
            Lookup lookup = look(names(server.at()), "shop.example.com");

            assertThat(lookup.outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(texts(lookup)).containsExactly("192.0.2.2", "192.0.2.1", "2001:db8:0:0:0:0:0:1");
            assertThat(lookup.aliases()).isEmpty();
            assertThat(lookup.name()).isEqualTo("shop.example.com");
            assertThat(server.questions()).containsExactlyInAnyOrder("shop.example.com A", "shop.example.com AAAA");
        }
    }

    @Test
    void look_aliasesInOneAnswer_areKeptInOrder() throws IOException {
        Lookup lookup = look(
                "shop.example.com",
                (question, message, tcp) -> NameServer.answer(
                        message,
                        "shop.example.com. 60 IN CNAME Edge.example.net.",
                        question.endsWith(" A")
                                ? "b.example.org. 60 IN A 192.0.2.7"
                                : "b.example.org. 60 IN AAAA 2001:db8::7",
                        "edge.example.net. 60 IN CNAME b.example.org."));

        assertThat(lookup.aliases()).containsExactly("edge.example.net", "b.example.org");
        assertThat(texts(lookup)).containsExactly("192.0.2.7", "2001:db8:0:0:0:0:0:7");
    }

    @Test
    void look_serverThatKnowsOnlyTheAlias_isAskedForItsTarget() throws IOException {
        Lookup lookup = look("shop.example.com", (question, message, tcp) -> {
            message.getHeader().unsetFlag(Flags.RA);
            return switch (question) {
                case "shop.example.com A", "shop.example.com AAAA" ->
                    NameServer.answer(message, "shop.example.com. 60 IN CNAME edge.example.net.");
                case "edge.example.net A" -> NameServer.answer(message, "edge.example.net. 60 IN A 192.0.2.7");
                default -> NameServer.records(message, Section.AUTHORITY, SOA);
            };
        });

        assertThat(lookup.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(texts(lookup)).containsExactly("192.0.2.7");
        assertThat(lookup.aliases()).containsExactly("edge.example.net");
    }

    @Test
    void look_aliasesInACircle_endAsAFailure() throws IOException {
        Lookup lookup = look("a.example.com", (question, message, tcp) -> {
            message.getHeader().unsetFlag(Flags.RA);
            return NameServer.answer(
                    message,
                    question.startsWith("a.")
                            ? "a.example.com. 60 IN CNAME b.example.com."
                            : "b.example.com. 60 IN CNAME a.example.com.");
        });

        assertThat(lookup.outcome()).isEqualTo(Outcome.SERVFAIL);
        assertThat(lookup.addresses()).isEmpty();
    }

    @Test
    void look_addressesOfOtherNames_areIgnored() throws IOException {
        Lookup lookup = look(
                "shop.example.com",
                (question, message, tcp) -> question.endsWith(" A")
                        ? NameServer.answer(
                                message, "evil.example.net. 60 IN A 192.0.2.66", "shop.example.com. 60 IN A 192.0.2.1")
                        : NameServer.records(message, Section.ADDITIONAL, "shop.example.com. 60 IN AAAA 2001:db8::66"));

        assertThat(texts(lookup)).containsExactly("192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3, NXDOMAIN",
        "3, 0, NXDOMAIN",
        "0, 0, NO_ADDRESS",
        "2, 2, SERVFAIL",
        "5, 5, SERVFAIL",
        "0, 2, SERVFAIL",
        "1, 1, SERVFAIL"
    })
    void look_noAddress_isToldApart(int four, int six, Outcome expected) throws IOException {
        Lookup lookup = look(
                "shop.example.com",
                (question, message, tcp) -> NameServer.code(message, question.endsWith(" A") ? four : six));

        assertThat(lookup.outcome()).isEqualTo(expected);
        assertThat(lookup.addresses()).isEmpty();
    }

    @Test
    void look_aliasToANameThatDoesNotExist_keepsTheAlias() throws IOException {
        Lookup lookup = look("shop.example.com", (question, message, tcp) -> {
            NameServer.answer(message, "shop.example.com. 60 IN CNAME gone.example.net.");
            return NameServer.code(message, Rcode.NXDOMAIN);
        });

        assertThat(lookup.outcome()).isEqualTo(Outcome.NXDOMAIN);
        assertThat(lookup.aliases()).containsExactly("gone.example.net");
    }

    @Test
    void look_noAnswer_timesOut() throws IOException {
        Lookup lookup = look("shop.example.com", (question, message, tcp) -> false);

        assertThat(lookup.outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void look_onlyIpv6Unanswered_goesOnWithIpv4() throws IOException {
        try (NameServer server = NameServer.on((question, message, tcp) ->
                question.endsWith(" A") && NameServer.answer(message, "shop.example.com. 60 IN A 192.0.2.1"))) {
            Names patient = new Names(List.of(server.at()), url -> List.of(), List.of(Duration.ofHours(1)));

            // Waiting for the other family to the end would last until the test's own end.
            assertThat(texts(look(patient, "shop.example.com"))).containsExactly("192.0.2.1");
        }
    }

    @Test
    void look_firstPacketsLost_areSentAgain() throws IOException {
        AtomicInteger seen = new AtomicInteger();
        Lookup lookup = look(
                "shop.example.com",
                (question, message, tcp) -> seen.incrementAndGet() > 2
                        && (!question.endsWith(" A")
                                || NameServer.answer(message, "shop.example.com. 60 IN A 192.0.2.1")));

        assertThat(texts(lookup)).containsExactly("192.0.2.1");
    }

    @Test
    void look_serverThatFails_isFollowedByTheNext() throws IOException {
        try (NameServer broken = NameServer.on((question, message, tcp) -> NameServer.code(message, Rcode.SERVFAIL));
                NameServer right = NameServer.on((question, message, tcp) -> !question.endsWith(" A")
                        || NameServer.answer(message, "shop.example.com. 60 IN A 192.0.2.1"))) {
            assertThat(texts(look(names(broken.at(), right.at()), "shop.example.com")))
                    .containsExactly("192.0.2.1");
        }
    }

    @Test
    void look_serverThatChokesOnEdns_isAskedWithout() throws IOException {
        Lookup lookup = look("shop.example.com", new NameServer.Answer() {
            private int asked;

            @Override
            public synchronized boolean fill(String question, org.xbill.DNS.Message message, boolean tcp)
                    throws IOException {
                // Both first questions have EDNS, their repetitions have not.
                if (++asked <= 2) {
                    return NameServer.code(message, Rcode.FORMERR);
                }
                return !question.endsWith(" A") || NameServer.answer(message, "shop.example.com. 60 IN A 192.0.2.1");
            }
        });

        assertThat(texts(lookup)).containsExactly("192.0.2.1");
    }

    @Test
    void look_truncatedAnswer_isAskedForOverTcp() throws IOException {
        try (NameServer server = NameServer.on((question, message, tcp) -> {
            if (!question.endsWith(" A")) {
                return true;
            } else if (!tcp) {
                message.getHeader().setFlag(Flags.TC);
                return true;
            }
            return NameServer.answer(
                    message,
                    IntStream.range(0, 2000)
                            .mapToObj(i -> "shop.example.com. 60 IN A 198.51." + i / 250 + "." + i % 250)
                            .toArray(String[]::new));
        })) {
            Lookup lookup = look(names(server.at()), "shop.example.com");

            assertThat(server.questions()).contains("shop.example.com A over TCP");
            assertThat(lookup.outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(lookup.addresses()).hasSize(64);
        }
    }

    @Test
    void look_garbage_timesOut() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Server.daemon(() -> {
                byte[] buffer = new byte[1000];
                java.net.DatagramPacket packet = new java.net.DatagramPacket(buffer, buffer.length);
                try {
                    while (true) {
                        socket.receive(packet);
                        packet.setLength(7);
                        socket.send(packet);
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            Lookup lookup = look(quick((InetSocketAddress) socket.getLocalSocketAddress()), "shop.example.com");

            assertThat(lookup.outcome()).isEqualTo(Outcome.TIMED_OUT);
        }
    }

    @Test
    void look_literal_isGivenWithoutAsking() throws IOException {
        InetAddress address = InetAddress.getByName("192.0.2.9");
        try (NameServer server = NameServer.on((question, message, tcp) -> true)) {
            Names names = names(server.at());
            SiteUrl url = new SiteUrl(true, "192.0.2.9", address, 443, "/");

            assertThat(names.look(url, Deadline.in(LONG)).outcome()).isEqualTo(Outcome.GIVEN);
            assertThat(names.look(url, Deadline.in(LONG)).addresses()).containsExactly(address);
            assertThat(server.questions()).isEmpty();
        }
    }

    @Test
    void look_nameTheOperatorGave_isGivenWithoutAsking() throws IOException {
        InetAddress address = InetAddress.getByName("192.0.2.9");
        try (NameServer server = NameServer.on((question, message, tcp) -> true)) {
            Names names = new Names(
                    List.of(server.at()),
                    url -> url.host().equals("shop.example.com") && url.port() == 443 ? List.of(address) : List.of());

            assertThat(look(names, "shop.example.com").outcome()).isEqualTo(Outcome.GIVEN);
            assertThat(look(names, "shop.example.com").addresses()).containsExactly(address);
            assertThat(server.questions()).isEmpty();
        }
    }

    @Test
    void look_sameNameTwice_isAskedTwice() throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (NameServer server = NameServer.on((question, message, tcp) -> !question.endsWith(" A")
                || NameServer.answer(message, "shop.example.com. 60 IN A 192.0.2." + count.incrementAndGet()))) {
            Names names = names(server.at());

            assertThat(texts(look(names, "shop.example.com"))).containsExactly("192.0.2.1");
            assertThat(texts(look(names, "shop.example.com"))).containsExactly("192.0.2.2");
        }
    }

    @Test
    void look_hostThatDnsCannotSpell_isNoSuchName() {
        assertThat(look(names(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9)), "a".repeat(64) + ".com")
                        .outcome())
                .isEqualTo(Outcome.NXDOMAIN);
    }

    @Test
    void look_hostsFile_isNotRead() throws IOException {
        assertThat(look("localhost", (question, message, tcp) -> NameServer.code(message, Rcode.NXDOMAIN))
                        .outcome())
                .isEqualTo(Outcome.NXDOMAIN);
    }

    @Test
    void look_threadIsInterrupted_endsAndStaysInterrupted() throws Exception {
        java.util.concurrent.CountDownLatch asked = new java.util.concurrent.CountDownLatch(1);
        try (NameServer server = NameServer.on((question, message, tcp) -> {
            asked.countDown();
            return false;
        })) {
            Names patient = new Names(List.of(server.at()), url -> List.of(), List.of(Duration.ofHours(1)));
            FutureTask<Boolean> look = new FutureTask<>(() -> {
                Lookup lookup = patient.look(site("shop.example.com"), Deadline.in(Duration.ofHours(1)));
                return lookup.outcome() == Outcome.TIMED_OUT
                        && Thread.currentThread().isInterrupted();
            });
            Thread thread = new Thread(look);
            thread.start();
            asked.await();
            thread.interrupt();

            assertThat(result(look)).isTrue();
        }
    }

    private static boolean result(FutureTask<Boolean> task) throws InterruptedException, ExecutionException {
        return task.get();
    }
}
