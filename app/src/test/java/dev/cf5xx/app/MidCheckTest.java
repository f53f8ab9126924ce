package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.discord.DiscordAdapter;
import dev.cf5xx.lab.discord.Asked;
import dev.cf5xx.lab.discord.FakeDiscord;
import dev.cf5xx.lab.discord.Message;
import dev.cf5xx.lab.slack.Delivery;
import dev.cf5xx.lab.slack.FakeSlack;
import dev.cf5xx.lab.slack.Post;
import dev.cf5xx.slack.SlackAdapter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check that lasts: sockets that are cut, a process that is killed, tokens that run out. One report comes all the same. */
@Timeout(300)
class MidCheckTest {
    private static final Duration MOST = Duration.ofSeconds(60);

    /** What is in a report on the site that is held, and in nothing else. */
    private static final String REPORTED = "503";

    @TempDir
    Path folder;

    private Sites sites;
    private final HandClock clock = new HandClock();

    @BeforeEach
    void open() throws IOException {
        sites = new Sites(folder);
    }

    @AfterEach
    void close() {
        sites.close();
    }

    /** A clock that goes when it is told to. */
    private static final class HandClock extends Clock {
        private volatile Instant now = Instant.now();

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Nested
    class OnSlack {
        private FakeSlack slack;
        private dev.cf5xx.lab.slack.Member ann;
        private String channel;
        private @Nullable SlackAdapter adapter;
        private @Nullable Engine engine;

        @BeforeEach
        void open() throws IOException {
            slack = FakeSlack.start(FakeSlack.Settings.USUAL.limited(false).clock(clock));
            ann = slack.member("ann", "en-US");
            channel = slack.channel("ops", ann);
            begin();
        }

        @AfterEach
        void close() {
            end();
            slack.close();
            assertThat(slack.unshown()).isEmpty();
        }

        /** A process begins, over the store that is there. */
        private void begin() throws IOException {
            adapter = SlackMouth.adapter(slack, clock);
            engine = new Engine(folder.resolve("data"), sites, clock, adapter.platform());
            adapter.connect();
            adapter.listen(engine.bot());
            var unused = engine.bot().resume();
        }

        /** The process ends in the middle of whatever it does. */
        private void end() {
            if (engine != null) {
                engine.close();
                engine = null;
            }
            if (adapter != null) {
                adapter.close();
                adapter = null;
            }
        }

        private List<Post> thread() {
            Post root = slack.workspace().botPosts(channel).get(0);
            return ann.seesThread(channel, root.ts());
        }

        /** There is one thread, and in it, below the message that began it, one report. */
        private void oneReport() {
            Post report =
                    ann.awaits(channel, MOST, it -> it.reply() && it.words().contains(REPORTED));
            // The first message is the last to be edited.
            slack.await("the first message", MOST, () -> thread().get(0).words().contains(REPORTED) ? true : null);
            assertThat(thread()).hasSize(2);
            assertThat(thread().get(1).ts()).isEqualTo(report.ts());
            assertThat(slack.workspace().botPosts(channel)).hasSize(2);
            assertThat(slack.refusals()).isEmpty();
        }

        @Test
        void socketDroppedInMidCheck_reportComesOnce() throws Exception {
            ann.types(channel, "/cf5xx " + sites.url("held")).acked(MOST);
            sites.awaitAsked();

            slack.sockets().drop();
            slack.sockets().awaitOpened(2, MOST);
            sites.answer();

            oneReport();
        }

        @Test
        void processKilledInMidCheck_nextOneReportsInTheSameThread_once() throws Exception {
            ann.types(channel, "/cf5xx " + sites.url("held")).acked(MOST);
            sites.awaitAsked();

            end();
            begin();
            sites.awaitAsked();
            sites.answer();

            oneReport();
        }

        @Test
        void processKilledBeforeItsAck_isToldAgain_andAnswersOnce() throws Exception {
            var said = ann.callsBot(channel, sites.url("held"));
            sites.awaitAsked();
            ObjectNode again = said.told().get(0).payload().path("event").deepCopy();

            end();
            begin();
            sites.awaitAsked();
            slack.tell(again).acked(MOST);
            sites.answer();

            ann.awaits(channel, MOST, it -> it.reply() && it.words().contains(REPORTED));
            assertThat(slack.workspace().botPosts(channel)).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(longs = {130, 3600})
        void checkThatLasts_needsNothingThatRunsOut(long seconds) throws Exception {
            ann.types(channel, "/cf5xx " + sites.url("held")).acked(MOST);
            sites.awaitAsked();

            clock.pass(Duration.ofSeconds(seconds));
            sites.answer();

            oneReport();
        }

        /** The same envelope twice, as Slack sends it where an acknowledgement was lost. */
        private void again(Delivery delivery) {
            String type =
                    switch (delivery.kind()) {
                        case EVENT -> "events_api";
                        case COMMAND -> "slash_commands";
                        case INTERACTION -> "interactive";
                    };
            String id = "again-" + delivery.id();
            ObjectNode envelope = JsonNodeFactory.instance.objectNode();
            envelope.put("envelope_id", id).put("type", type).put("accepts_response_payload", true);
            envelope.set("payload", delivery.payload());
            slack.sockets().send(envelope.toString());
            slack.await(
                    "an ack of " + id,
                    MOST,
                    () -> slack.sockets().heard().stream()
                                    .anyMatch(it ->
                                            it.path("envelope_id").asText().equals(id))
                            ? true
                            : null);
        }

        @Test
        void everythingToldTwice_isAnsweredOnce() throws Exception {
            sites.answer();
            Delivery command = ann.types(channel, "/cf5xx " + sites.url("held")).acked(MOST);
            again(command);
            oneReport();

            Post report = thread().get(1);
            Delivery pressed = ann.presses(report, "Check the origin").acked(MOST);
            ann.awaitView(MOST);
            again(pressed);
            Delivery form = ann.submits(Map.of("value", "not.an.address")).acked(MOST);
            again(form);
            ann.awaits(channel, MOST, it -> it.words().contains("not.an.address"));

            var remark = ann.says(channel, "lunch?").acked(MOST);
            Post at = slack.workspace().everything(channel).stream()
                    .filter(it -> it.ts().equals(remark.ts()))
                    .findFirst()
                    .orElseThrow();
            again(ann.usesShortcut("check_links", at).acked(MOST));
            ann.awaits(channel, MOST, it -> it.words().contains("I see no link"));
            var said = ann.callsBot(channel, "524").acked(MOST);
            again(said.told().get(0));
            ann.awaits(channel, MOST, it -> it.reply() && it.thread().equals(said.ts()));
            var followed = ann.replies(channel, said.ts(), "522").acked(MOST);
            again(followed.told().get(0));
            ann.replies(channel, said.ts(), "521").acked(MOST);
            ann.awaits(
                    channel,
                    MOST,
                    it -> it.thread().equals(said.ts()) && it.words().contains("521"));

            assertThat(ann.seesThread(channel, said.ts())).hasSize(6);
            assertThat(thread())
                    .filteredOn(it -> it.words().contains("not.an.address"))
                    .hasSize(1);
            assertThat(ann.seesThread(channel, remark.ts()))
                    .filteredOn(it -> it.reply() && !it.ephemeral())
                    .hasSize(1);
        }
    }

    @Nested
    class OnDiscord {
        private FakeDiscord discord;
        private dev.cf5xx.lab.discord.Member ann;
        private String channel;
        private @Nullable DiscordAdapter adapter;
        private @Nullable Engine engine;

        @BeforeEach
        void open() throws IOException {
            discord =
                    FakeDiscord.start(FakeDiscord.Settings.USUAL.limited(false).clock(clock));
            ann = discord.member("ann", "en-US");
            channel = discord.general();
            begin();
        }

        @AfterEach
        void close() {
            end();
            discord.close();
            assertThat(discord.refusals()).isEmpty();
        }

        private void begin() throws IOException {
            adapter = DiscordMouth.adapter(discord, false, clock);
            engine = new Engine(folder.resolve("data"), sites, clock, adapter.platform());
            adapter.connect();
            adapter.listen(engine.bot());
            var unused = engine.bot().resume();
        }

        private void end() {
            if (engine != null) {
                engine.close();
                engine = null;
            }
            if (adapter != null) {
                adapter.close();
                adapter = null;
            }
        }

        private Message root() {
            return ann.awaitMessage(channel, MOST, it -> true);
        }

        private void oneReport() {
            Predicate<Message> reports = it -> it.text().contains(REPORTED);
            String thread = ann.awaitThread(channel, root(), MOST);
            ann.awaitMessage(thread, MOST, reports);
            ann.awaitMessage(channel, MOST, reports);
            assertThat(ann.reads(thread)).hasSize(1);
            assertThat(ann.reads(channel)).hasSize(1);
        }

        @Test
        void sessionInvalidInMidCheck_reportComesOnce() throws Exception {
            ann.slash(channel, "cf5xx", Map.of("query", sites.url("held")));
            sites.awaitAsked();

            discord.gateway().invalidate(false);
            discord.gateway().awaitIdentifies(2, MOST);
            sites.answer();

            oneReport();
        }

        @Test
        void askedToReconnectInMidCheck_reportComesOnce() throws Exception {
            ann.slash(channel, "cf5xx", Map.of("query", sites.url("held")));
            sites.awaitAsked();

            discord.gateway().reconnect();
            discord.gateway().awaitResumes(1, MOST);
            sites.answer();

            oneReport();
        }

        @Test
        void processKilledInMidCheck_nextOneReportsInTheSameThread_once() throws Exception {
            ann.slash(channel, "cf5xx", Map.of("query", sites.url("held")));
            sites.awaitAsked();

            end();
            begin();
            sites.awaitAsked();
            sites.answer();

            oneReport();
        }

        /** An hour outlives the quarter of an hour for which an interaction can be answered. */
        @ParameterizedTest
        @ValueSource(longs = {130, 3600})
        void checkThatLasts_needsNothingThatRunsOut(long seconds) throws Exception {
            ann.slash(channel, "cf5xx", Map.of("query", sites.url("held")));
            sites.awaitAsked();

            clock.pass(Duration.ofSeconds(seconds));
            sites.answer();

            oneReport();
        }

        /** What happened in {@code asked}, told twice. */
        private void again(Asked asked) {
            discord.gateway().again(asked.id());
            asked.awaitCallback(MOST);
        }

        @Test
        void everythingToldTwice_isAnsweredOnce() throws Exception {
            sites.answer();
            again(ann.slash(channel, "cf5xx", Map.of("query", sites.url("held"))));
            oneReport();

            String thread = root().id();
            Message report = ann.awaitMessage(thread, MOST, it -> it.text().contains(REPORTED));
            Asked pressed = ann.press(report, "Check the origin");
            pressed.awaitModal(MOST);
            again(pressed);
            again(ann.submit(pressed, Map.of("address", "not.an.address")));
            ann.awaitMessage(
                    thread,
                    MOST,
                    it -> it.text().contains("address") && !it.text().contains(REPORTED));
            Message remark = ann.say(channel, "lunch?");
            again(ann.onMessage(remark, "Check links"));
            ann.awaitMessage(ann.awaitThread(channel, remark, MOST), MOST, it -> true);
            Message asked = ann.mention(channel, "524");
            discord.gateway().again(asked.id());
            ann.awaitMessage(ann.awaitThread(channel, asked, MOST), MOST, it -> true);
            for (String place : List.of(thread, remark.id(), asked.id())) {
                ann.mention(place, "527");
                ann.awaitMessage(place, MOST, it -> it.text().contains("527 ·"));
            }

            assertThat(ann.reads(thread)).filteredOn(this::isTheBots).hasSize(3);
            assertThat(ann.reads(remark.id())).filteredOn(this::isTheBots).hasSize(2);
            assertThat(ann.reads(asked.id())).filteredOn(this::isTheBots).hasSize(2);
            assertThat(discord.gateway().identifies()).isEqualTo(1);
        }

        private boolean isTheBots(Message message) {
            return message.author().equals(discord.application()) && !message.ephemeral();
        }
    }
}
