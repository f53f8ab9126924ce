package dev.cf5xx.slack;

import static dev.cf5xx.slack.Office.MOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.lab.slack.FakeSlack;
import dev.cf5xx.lab.slack.Member;
import dev.cf5xx.lab.slack.http.Trouble;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The connection, when it is lost, when it is deaf, and when it is over. */
class ConnectionTest {
    @Test
    void socket_thatIsDropped_isReplaced_andWhatCameMeanwhileIsHeard() throws Exception {
        try (Office office = new Office().open()) {
            office.slack.sockets().drop();
            office.slack.sockets().awaitOpened(2, MOST);
            Member.Said said = office.ann.callsBot(office.ops, "524");

            office.slack.tellAgain();

            said.acked(MOST);
            assertThat(Core.text(office.core.next())).isEqualTo("524");
        }
    }

    @Test
    void socket_thatSlackAnnouncesToClose_isReplacedBefore() throws Exception {
        try (Office office = new Office().open()) {
            office.slack.sockets().disconnect("refresh_requested");
            office.slack.sockets().awaitOpened(2, MOST);

            office.ann.callsBot(office.ops, "524").acked(MOST);

            assertThat(Core.text(office.core.next())).isEqualTo("524");
        }
    }

    @Test
    void socket_thatIsDeaf_isReplaced() throws Exception {
        try (Office office = new Office(FakeSlack.start(), Duration.ofMillis(200)).open()) {
            office.slack.sockets().deafen();

            office.slack.sockets().awaitOpened(2, MOST);

            office.slack.await("a connection", MOST, () -> office.adapter.isConnected() ? true : null);
        }
    }

    @Test
    void appToken_thatIsWorthNothing_isTheEnd_withWhatToDo() throws Exception {
        try (Office office = new Office()) {
            office.slack.forgetAppToken();

            assertThatThrownBy(office.adapter::connect)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("App-Level Tokens");
            assertThat(office.adapter.ended().get(20, TimeUnit.SECONDS).code()).isEqualTo("invalid_auth");
            assertThat(office.adapter.ended().get().reason().zh()).contains("xapp-");
        }
    }

    @Test
    void appToken_thatMayNotConnect_isTheEnd_withItsScope() throws Exception {
        try (Office office = new Office()) {
            office.slack.trouble("apps.connections.open", new Trouble.Says("missing_scope"));

            assertThatThrownBy(office.adapter::connect).hasMessageContaining("connections:write");
        }
    }

    @Test
    void slack_thatIsInTroubleForAWhile_isConnectedToThen() throws Exception {
        try (Office office = new Office()) {
            office.slack.trouble(
                    "apps.connections.open",
                    new Trouble.Status(503),
                    new Trouble.Reset(),
                    new Trouble.Says("internal_error"),
                    new Trouble.TooMany(Duration.ofSeconds(1)));

            office.open();

            office.ann.callsBot(office.ops, "524").acked(MOST);
            assertThat(Core.text(office.core.next())).isEqualTo("524");
        }
    }

    @Test
    void appToken_revokedWhileConnected_isTheEnd_atTheNextConnection() throws Exception {
        try (Office office = new Office().open()) {
            office.slack.forgetAppToken();
            office.slack.sockets().drop();

            assertThat(office.adapter.ended().get(20, TimeUnit.SECONDS).code()).isEqualTo("invalid_auth");
            assertThat(office.adapter.isConnected()).isFalse();
        }
    }

    @Test
    void scopes_thatTheTokenLacks_areNamed() throws Exception {
        Set<String> scopes = new HashSet<>(FakeSlack.Settings.USUAL.scopes());
        scopes.removeAll(Set.of("files:write", "im:write"));
        try (Office all = new Office().open();
                Office some = new Office(FakeSlack.Settings.USUAL.scopes(scopes)).open()) {
            assertThat(all.adapter.missingScopes()).isEmpty();
            assertThat(some.adapter.missingScopes()).containsExactly("files:write", "im:write");
        }
    }

    @Test
    void botToken_thatIsRevoked_isTheEnd() throws Exception {
        try (Office office = new Office().open()) {
            office.slack.workspace().revoke();

            assertThatThrownBy(() -> office.platform()
                            .mark(
                                    new Venue("slack", office.team() + "/" + office.ops),
                                    office.team() + "/" + office.ops + "/1.000001"))
                    .isInstanceOf(IOException.class);

            assertThat(office.adapter.ended().get(20, TimeUnit.SECONDS).reason().en())
                    .contains("Install App");
        }
    }

    @Test
    void botToken_thatIsNone_isTheEnd() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackAdapter adapter = new SlackAdapter(
                        SlackSettings.socketMode("xoxb-wrong", FakeSlack.APP_TOKEN)
                                .at(URI.create(slack.apiUrl())),
                        Clock.systemUTC())) {
            assertThatThrownBy(adapter::connect).isInstanceOf(IOException.class);
            assertThat(adapter.ended().get(20, TimeUnit.SECONDS).code()).isEqualTo("invalid_auth");
        }
    }

    @Test
    void close_leavesNoThreadBehind_andSaysSo() throws Exception {
        // bolt starts some that all its clients share.
        new Office().open().close();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Office office = new Office().open();
        office.ann.callsBot(office.ops, "524").acked(MOST);

        office.close();

        assertThat(office.adapter.ended().get(20, TimeUnit.SECONDS).code()).isEqualTo(SlackEnd.CLOSED);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("slack-") && !before.contains(thread)) {
                thread.join(20_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
        office.adapter.close();
    }

    @Test
    void stopListening_leavesWhatComes_toWhoeverListensNext() throws Exception {
        try (Office office = new Office().open()) {
            office.adapter.stopListening();

            Member.Said said = office.ann.says(office.ops, "524");
            said.told().forEach(delivery -> delivery.attempted(1, MOST));

            assertThat(office.core.waiting()).isZero();
            assertThat(office.platform()
                            .post(
                                    new Venue("slack", office.team() + "/" + office.ops + "/" + said.ts()),
                                    "n",
                                    Core.reply("still here")))
                    .isNotEmpty();
        }
    }

    @Test
    void proxy_thatWantsAPassword_isUsedForCallsAndSockets() throws Exception {
        try (LoopbackProxy proxy = new LoopbackProxy();
                FakeSlack slack = FakeSlack.start();
                SlackAdapter adapter = new SlackAdapter(
                        SlackSettings.socketMode(FakeSlack.TOKEN, FakeSlack.APP_TOKEN)
                                .at(URI.create(slack.apiUrl()))
                                .through(URI.create("http://user:secret@127.0.0.1:" + proxy.port())),
                        Clock.systemUTC())) {
            adapter.connect();

            assertThat(adapter.isConnected()).isTrue();
            assertThat(proxy.asked()).anyMatch(asked -> asked.contains("/api/auth.test"));
            assertThat(proxy.asked()).anyMatch(asked -> asked.startsWith("GET") && !asked.contains("/api/"));
        }
    }

    @Test
    void settings_asText_haveNoSecrets() {
        String text = SlackSettings.socketMode("xoxb-secret", "xapp-secret")
                .through(URI.create("http://user:secret@proxy.example:3128"))
                .toString();

        assertThat(text).contains("proxy.example:3128").doesNotContain("secret");
    }
}
