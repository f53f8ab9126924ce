package dev.cf5xx.lab.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class NameServerTest {
    private NameServer server;

    @BeforeEach
    void start() throws IOException {
        server = NameServer.start(InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Message ask(String name, int type, boolean tcp, Duration timeout) throws IOException {
        SimpleResolver resolver = new SimpleResolver(server.address());
        resolver.setTCP(tcp);
        resolver.setTimeout(timeout);
        return resolver.send(Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN)));
    }

    private Message ask(String name, int type) throws IOException {
        return ask(name, type, false, Duration.ofSeconds(20));
    }

    private static List<String> data(Message message) {
        return message.getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .toList();
    }

    private static InetAddress ip(String literal) throws IOException {
        return InetAddress.getByName(literal);
    }

    @Test
    void addresses_ofBothFamilies_goEachToItsQuestion() throws IOException {
        server.say("a.test", NameAnswer.at(ip("192.0.2.1"), ip("2001:db8::1"), ip("192.0.2.2")));
        assertThat(data(ask("a.test", Type.A))).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(data(ask("A.Test", Type.AAAA))).containsExactly("2001:db8:0:0:0:0:0:1");
        assertThat(data(ask("a.test", Type.TXT))).isEmpty();
        assertThat(server.queries("a.test")).isEqualTo(3);
        assertThat(server.queries()).isEqualTo(3);
    }

    @Test
    void failures_areToldApart() throws IOException {
        server.say("none.test", new NameAnswer.NoRecord());
        server.say("fail.test", new NameAnswer.ServerFailure());
        server.say("refused.test", new NameAnswer.Refusal());
        assertThat(ask("unheard.test", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(ask("none.test", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(data(ask("none.test", Type.A))).isEmpty();
        assertThat(ask("fail.test", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(ask("refused.test", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void silence_isSilence() {
        server.say("silent.test", new NameAnswer.Silence());
        assertThatThrownBy(() -> ask("silent.test", Type.A, false, Duration.ofMillis(300)))
                .isInstanceOf(IOException.class)
                .satisfies(
                        e -> assertThat(e.toString().toLowerCase(Locale.ROOT)).contains("time"));
    }

    @Test
    void aliases_areFollowedAsFarAsTheyAreKnown() throws IOException {
        server.say("www.test", new NameAnswer.Alias("site.test"));
        server.say("site.test", NameAnswer.at(ip("192.0.2.7")));
        server.say("lost.test", new NameAnswer.Alias("gone.test"));
        server.say("round.test", new NameAnswer.Alias("round.test"));
        assertThat(data(ask("www.test", Type.A))).containsExactly("site.test.", "192.0.2.7");
        assertThat(data(ask("www.test", Type.CNAME))).containsExactly("site.test.");
        assertThat(ask("lost.test", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(data(ask("round.test", Type.A))).hasSizeGreaterThan(1).containsOnly("round.test.");
    }

    @Test
    void answers_inTurn_changeAndTheLastStays() throws IOException {
        server.say("rebind.test", NameAnswer.at(ip("192.0.2.1")), NameAnswer.at(ip("127.0.0.1")));
        assertThat(data(ask("rebind.test", Type.A))).containsExactly("192.0.2.1");
        assertThat(ask("rebind.test", Type.AAAA).getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(data(ask("rebind.test", Type.A))).containsExactly("127.0.0.1");
        assertThat(data(ask("rebind.test", Type.A))).containsExactly("127.0.0.1");
    }

    @Test
    void truncated_byUdp_isWholeByTcp() throws IOException {
        server.say("long.test", new NameAnswer.Truncated(NameAnswer.at(ip("192.0.2.9"))));
        assertThat(data(ask("long.test", Type.A, true, Duration.ofSeconds(20)))).containsExactly("192.0.2.9");
        // The resolver asks by TCP what was cut off by UDP.
        assertThat(data(ask("long.test", Type.A))).containsExactly("192.0.2.9");
        assertThat(server.queries("long.test")).isEqualTo(3);
    }

    @Test
    void wrongId_isNotTakenForAnAnswer() throws IOException {
        server.say("forged.test", new NameAnswer.WrongId(List.of(ip("192.0.2.66"))));
        assertThatThrownBy(() -> ask("forged.test", Type.A, false, Duration.ofMillis(300)))
                .isInstanceOf(IOException.class);
    }
}
