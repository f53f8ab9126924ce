package dev.cf5xx.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.bot.diagnose.Reports;
import dev.cf5xx.bot.dialogue.Dialogue;
import dev.cf5xx.bot.dialogue.Effect;
import dev.cf5xx.bot.dialogue.Outcome;
import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.store.Outgoing;
import dev.cf5xx.bot.store.Store;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.bot.wording.PlainText;
import dev.cf5xx.bot.wording.Talk;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the bot to looking at a site once, telling how it goes in one message, and ending what a crash interrupted. */
@Timeout(60)
class CheckingTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Venue HERE = new Venue("fake", "t");
    private static final Dialogue DIALOGUE = new Dialogue(Knowledge.shipped(), new MessageReader(Knowledge.shipped()));

    private final Store store = Store.inMemory();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final FakePlatform platform = new FakePlatform("fake");
    private final BlockingQueue<Look> looks = new LinkedBlockingQueue<>();

    /** One look that somebody asked for, which ends when the test says so. */
    private record Look(
            Effect.Check check, Inspection.Asker asker, Consumer<Step> progress, CompletableFuture<Outcome> end) {

        void finds(dev.cf5xx.bot.diagnose.Report report) {
            end.complete(new Outcome.Found(report, Duration.ZERO));
        }
    }

    private final Inspection inspection = (check, asker, progress) -> {
        Look look = new Look(check, asker, progress, new CompletableFuture<>());
        looks.add(look);
        return look.end();
    };

    @AfterEach
    void close() {
        executor.shutdownNow();
        store.close();
    }

    private Bot bot() {
        return bot(store);
    }

    private Bot bot(Store memory) {
        return new Bot(
                memory,
                DIALOGUE,
                Settings.of(Lang.EN),
                Clock.fixed(NOON, ZoneOffset.UTC),
                executor,
                List.of(platform),
                inspection);
    }

    private static Heard heard(String id, Act act) {
        return new Heard(id, HERE, new Person("u", Lang.EN), NOON, true, act);
    }

    private static Heard wrote(String id, String text) {
        return heard(id, new Act.Wrote(text));
    }

    private Look look() throws InterruptedException {
        Look look = looks.poll(30, TimeUnit.SECONDS);
        assertThat(look).as("a look").isNotNull();
        return look;
    }

    private static final String URL = "https://shop.example.com/";

    @Test
    void hear_inspectionThatThrows_isToldAsFailedAndOwesNothing() {
        Bot bot = new Bot(
                store,
                DIALOGUE,
                Settings.of(Lang.EN),
                Clock.fixed(NOON, ZoneOffset.UTC),
                executor,
                List.of(platform),
                (check, asker, progress) -> {
                    throw new IllegalStateException("on purpose");
                });

        List<Outgoing> effects = bot.hear(wrote("e1", URL)).join();

        assertThat(effects).extracting(Outgoing::eventId).contains("e1#1/checked");
        assertThat(platform.shown().values())
                .allSatisfy(text -> assertThat(text).contains(PlainText.of(Talk.checkFailed(Lang.EN)), "check again"));
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void hear_urlOnly_looksAndShowsTheReportInTheSameMessage() throws Exception {
        CompletableFuture<List<Outgoing>> done = bot().hear(wrote("e1", URL));
        Look look = look();
        assertThat(done).isNotDone();
        assertThat(look.check().url()).isEqualTo(URL);
        assertThat(look.asker().person()).isEqualTo(new Person("u", Lang.EN));
        look.finds(Reports.broken(URL, NOON));

        assertThat(done.join()).extracting(Outgoing::eventId).containsExactly("e1", "e1", "e1#1/checked");
        assertThat(platform.shown()).hasSize(1);
        assertThat(platform.shown().values())
                .allSatisfy(text -> assertThat(text).contains("522"));
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void hear_otherMessagesWhileItLooks_areAnsweredMeanwhile() throws Exception {
        Bot bot = bot();
        CompletableFuture<List<Outgoing>> first = bot.hear(wrote("e1", URL));
        Look look = look();

        bot.hear(wrote("e2", "524")).join();
        assertThat(platform.shown()).hasSize(2);
        look.finds(Reports.broken(URL, NOON));
        first.join();

        assertThat(platform.shown()).hasSize(2);
        assertThat(platform.overlapped()).isFalse();
    }

    @Test
    void hear_sameEventAgainWhileItLooks_looksOnceAndTellsBothTheSame() throws Exception {
        Bot bot = bot();
        CompletableFuture<List<Outgoing>> first = bot.hear(wrote("e1", URL));
        Look look = look();
        CompletableFuture<List<Outgoing>> second = bot.hear(wrote("e1", URL));
        look.finds(Reports.broken(URL, NOON));

        assertThat(second.join())
                .extracting(Outgoing::nonce)
                .isEqualTo(first.join().stream().map(Outgoing::nonce).toList());
        assertThat(looks).isEmpty();
    }

    @Test
    void hear_sameEventAgainAfterTheEnd_tellsTheSameFromTheJournal() throws Exception {
        Bot bot = bot();
        CompletableFuture<List<Outgoing>> first = bot.hear(wrote("e1", URL));
        look().finds(Reports.broken(URL, NOON));
        first.join();

        List<Outgoing> again = bot().hear(wrote("e1", URL)).join();

        assertThat(again)
                .extracting(Outgoing::nonce)
                .isEqualTo(first.join().stream().map(Outgoing::nonce).toList());
        assertThat(looks).isEmpty();
    }

    @Test
    void resume_processEndedInMidCheck_looksAgainAndShowsTheReportInTheSameMessage() throws Exception {
        bot().hear(wrote("e1", URL));
        look();

        Bot next = bot();
        CompletableFuture<Void> resumed = next.resume();
        Look look = look();
        assertThat(look.asker().person()).as("nobody's limit counts it twice").isNull();
        look.finds(Reports.broken(URL, NOON));
        resumed.join();

        assertThat(platform.shown()).hasSize(1);
        assertThat(platform.shown().values())
                .allSatisfy(text -> assertThat(text).contains("522"));
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void hear_lookBreaks_saysSo() throws Exception {
        CompletableFuture<List<Outgoing>> done = bot().hear(wrote("e1", URL));
        look().end().completeExceptionally(new IllegalStateException("on purpose"));
        done.join();

        assertThat(platform.shown().values())
                .allSatisfy(text -> assertThat(text).doesNotContain("on purpose"));
        assertThat(platform.calls()).extracting(FakePlatform.Call::verb).contains("edit");
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void progress_whileItLooks_editsTheMessageUntilTheEndAndNoMore() throws Exception {
        CompletableFuture<List<Outgoing>> done = bot().hear(wrote("e1", URL));
        Look look = look();
        for (int i = 0; i < 100; i++) {
            look.progress().accept(new Step(Step.Phase.DNS, Step.Mark.FINE, Duration.ofMillis(i)));
        }
        awaitEdits(1);
        look.finds(Reports.broken(URL, NOON));
        done.join();
        int edits = platform.calls().size();
        look.progress().accept(new Step(Step.Phase.HTTP, Step.Mark.FINE, Duration.ofSeconds(3)));
        bot().hear(wrote("e2", "524")).join();

        assertThat(edits).as("post, progress once, report").isEqualTo(3);
        assertThat(platform.calls()).hasSize(4);
    }

    /** Until the platform has seen so many edits; JUnit's time limit ends it otherwise. */
    private void awaitEdits(int many) {
        while (platform.calls().stream()
                        .filter(call -> call.verb().equals("edit"))
                        .count()
                < many) {
            Thread.onSpinWait();
        }
    }

    @Test
    void press_checkAgain_looksAnewInAMessageOfItsOwn() throws Exception {
        Bot bot = bot();
        CompletableFuture<List<Outgoing>> first = bot.hear(wrote("e1", URL));
        look().finds(Reports.broken(URL, NOON));
        first.join();

        CompletableFuture<List<Outgoing>> second = bot.hear(heard("e2", new Act.Pressed("m1/again")));
        Look look = look();
        assertThat(look.check().anew()).isTrue();
        assertThat(look.check().url()).isEqualTo(URL);
        look.finds(Reports.fine(URL, NOON));
        second.join();

        assertThat(platform.shown()).hasSize(2);
    }

    @Test
    void press_origin_opensAFormAndLooksThereToo() throws Exception {
        Bot bot = bot();
        CompletableFuture<List<Outgoing>> first = bot.hear(wrote("e1", URL));
        look().finds(Reports.broken(URL, NOON));
        first.join();

        bot.hear(heard("e2", new Act.Pressed("m1/origin"))).join();
        assertThat(platform.calls()).last().extracting(FakePlatform.Call::verb).isEqualTo("open");
        CompletableFuture<List<Outgoing>> second = bot.hear(
                heard("e3", new Act.Submitted("m1/origin", Map.of("address", "203.0.113.7, 203.0.113.8:8443"))));
        Look look = look();
        look.finds(Reports.broken(URL, NOON));
        second.join();

        assertThat(look.check().origins()).containsExactly("203.0.113.7", "203.0.113.8:8443");
    }

    @Test
    void submit_formPutAway_doesNothing() throws Exception {
        Bot bot = bot();
        CompletableFuture<List<Outgoing>> first = bot.hear(wrote("e1", URL));
        look().finds(Reports.broken(URL, NOON));
        first.join();

        assertThat(bot.hear(heard("e2", new Act.Submitted("m1/origin", Map.of())))
                        .join())
                .isEmpty();
        assertThat(looks).isEmpty();
    }

    @Test
    void hear_urlWithASecret_isLookedAtAndItsSecretIsNotKept() throws Exception {
        String secret = "s3cr3tTOKEN123";
        CompletableFuture<List<Outgoing>> done =
                bot().hear(wrote("e1", "https://shop.example.com/reset?token=" + secret));
        Look look = look();
        assertThat(look.check().url()).contains(secret);
        look.finds(Reports.broken(URL, NOON));
        List<Outgoing> effects = done.join();

        assertThat(platform.calls().toString()).doesNotContain(secret);
        assertThat(store.effects(HERE, "e1").toString()).doesNotContain(secret);
        store.take(HERE, "peek", NOON, state -> {
            assertThat(state.toString()).doesNotContain(secret);
            return new dev.cf5xx.bot.dialogue.Turn(state, List.of());
        });
        assertThat(effects).isNotEmpty();
    }

    /** Every byte of the files in a folder. */
    private static String written(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://joe:%s@shop.example.com/",
                "http://%s@shop.example.com/",
                "https://joe:%s@127.0.0.1:8443/",
                "check https://joe:%s@shop.example.com/a?b=c origin 192.0.2.1",
                "ftp://joe:%s@shop.example.com/",
                "joe:%s@shop.example.com gives 522"
            })
    void hear_urlWithAPassword_isNeverOnTheDisk(String message, @TempDir Path folder) throws Exception {
        String secret = "s3cr3tPASSWORD123";
        try (Store onDisk = Store.in(folder)) {
            List<Outgoing> effects =
                    bot(onDisk).hear(wrote("e1", message.formatted(secret))).get(30, TimeUnit.SECONDS);

            assertThat(looks).isEmpty();
            assertThat(effects).isNotEmpty();
            assertThat(written(folder)).contains("e1").doesNotContain(secret);
            assertThat(platform.calls().toString()).doesNotContain(secret);
        }
    }

    @Test
    void hear_urlWithASecret_isOnTheDiskNoLongerThanTheCheckRuns(@TempDir Path folder) throws Exception {
        String secret = "s3cr3tTOKEN123";
        try (Store onDisk = Store.in(folder)) {
            CompletableFuture<List<Outgoing>> done =
                    bot(onDisk).hear(wrote("e1", "https://shop.example.com/reset?token=" + secret));
            Look look = look();
            assertThat(written(folder)).as("what a crash would resume").contains(secret);
            look.finds(Reports.broken(URL, NOON));
            done.join();

            assertThat(written(folder)).contains("e1").doesNotContain(secret);
        }
        assertThat(written(folder)).contains("e1").doesNotContain(secret);
    }

    @Test
    void hear_severalUrls_looksAtEach() throws Exception {
        CompletableFuture<List<Outgoing>> done = bot().hear(wrote("e1", URL + " https://www.example.com/"));
        List<Look> both = List.of(look(), look());
        both.forEach(look -> look.finds(Reports.broken(look.check().url(), NOON)));
        done.join();

        assertThat(both)
                .extracting(look -> look.check().url())
                .containsExactlyInAnyOrder(URL, "https://www.example.com/");
        assertThat(platform.shown()).hasSize(2);
    }

    @Test
    void hear_documentationOfCloudflare_isNotLookedAt() {
        bot().hear(wrote("e1", "https://developers.cloudflare.com/support/")).join();

        assertThat(looks).isEmpty();
    }

    @Test
    void hear_codeAndUrl_explainsAndLooks() throws Exception {
        CompletableFuture<List<Outgoing>> done = bot().hear(wrote("e1", "error 522 on " + URL));
        look().finds(Reports.broken(URL, NOON));
        done.join();

        assertThat(platform.shown()).hasSize(2);
    }

    @Test
    void hear_overheardUrlThatWorks_isMarkedWithoutAWord() throws Exception {
        CompletableFuture<List<Outgoing>> done = bot().hear(overheard("e1", URL));
        Look look = look();
        look.progress().accept(new Step(Step.Phase.DNS, Step.Mark.FINE, Duration.ofMillis(3)));
        look.finds(Reports.fine(URL, NOON));
        done.join();

        assertThat(platform.calls()).extracting(FakePlatform.Call::verb).containsExactly("mark");
        assertThat(platform.calls().get(0).message()).isEqualTo("e1");
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void hear_overheardUrlThatIsBroken_isReported() throws Exception {
        CompletableFuture<List<Outgoing>> done = bot().hear(overheard("e1", URL));
        look().finds(Reports.broken(URL, NOON));
        done.join();

        assertThat(platform.calls()).extracting(FakePlatform.Call::verb).containsExactly("post");
        assertThat(platform.shown().values()).singleElement().asString().contains("522");
    }

    @Test
    void hear_overheardUrlCutShortByACrash_isLookedAtAgainByTheNextProcess() throws Exception {
        var unused = bot().hear(overheard("e1", URL));
        look();
        CompletableFuture<Void> resumed = bot().resume();
        look().finds(Reports.broken(URL, NOON));
        resumed.join();

        assertThat(platform.shown()).hasSize(1);
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void hear_listeningIsSet_holdsForTheChannelAndAfterARestart() throws Exception {
        bot().hear(wrote("e1", "listen off")).join();
        assertThat(bot().hear(overheard("e2", URL)).join()).isEmpty();
        bot().hear(wrote("e3", "listen links")).join();
        CompletableFuture<List<Outgoing>> done = bot().hear(overheard("e4", "see " + URL + " there"));
        look().finds(Reports.fine(URL, NOON));

        assertThat(done.join()).hasSize(1);
    }

    private static Heard overheard(String id, String text) {
        return new Heard(id, HERE, new Person("u", null), NOON, false, new Act.Wrote(text));
    }
}
