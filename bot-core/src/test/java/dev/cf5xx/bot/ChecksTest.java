package dev.cf5xx.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.diagnose.Reports;
import dev.cf5xx.bot.dialogue.Effect;
import dev.cf5xx.bot.dialogue.Outcome;
import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.wording.Talk.Limit;
import dev.cf5xx.knowledge.Lang;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds looking at sites to its measure: once for all who ask at once, and never too often. */
@Timeout(60)
class ChecksTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Step STEP = new Step(Step.Phase.DNS, Step.Mark.FINE, Duration.ZERO);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile boolean held;
    private volatile boolean failing;

    @AfterEach
    void close() {
        executor.shutdownNow();
    }

    private Instant now() {
        return NOON.plusNanos(nanos.get());
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private final Inspector inspector = new Inspector() {
        @Override
        public Plan plan(String url, List<String> origins) {
            if (url.startsWith("ftp:")) {
                return new Plan.Refused(new Refusal(Refusal.Reason.SCHEME, "ftp"), url);
            }
            List<String> targets = new ArrayList<>(origins);
            targets.add(0, url);
            return new Plan.Ready(url, origins, targets);
        }

        @Override
        public Outcome look(Plan.Ready plan, Consumer<Step> progress) {
            looks.incrementAndGet();
            progress.accept(STEP);
            if (held) {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            if (failing) {
                throw new IllegalStateException("on purpose");
            }
            return new Outcome.Found(Reports.fine(plan.url(), now()), Duration.ZERO);
        }
    };

    private Checks checks(int person, int venue, int target) {
        return new Checks(
                inspector,
                new Checks.Limits(person, venue, target, Duration.ofSeconds(30)),
                this::now,
                nanos::get,
                executor);
    }

    private final Checks generous = checks(100, 100, 100);

    private static Effect.Check check(String url, boolean anew) {
        return new Effect.Check("m1", url, List.of(), anew, Lang.EN);
    }

    private static Inspection.Asker asker(String workspace, String thread, String person) {
        return new Inspection.Asker(workspace, "fake", thread, new Person(person, Lang.EN));
    }

    private static Outcome look(Checks checks, String url) {
        return checks.look(check(url, false), asker("w", "t", "p"), step -> {}).join();
    }

    @Test
    void look_sameUrlWithinHalfAMinute_servesTheReportWithItsAge() {
        look(generous, "https://a.test/");
        pass(Duration.ofSeconds(12));

        Outcome second = look(generous, "https://a.test/");

        assertThat(looks).hasValue(1);
        assertThat(((Outcome.Found) second).age()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void look_sameUrlAfterHalfAMinute_looksAgain() {
        look(generous, "https://a.test/");
        pass(Duration.ofSeconds(31));

        Outcome second = look(generous, "https://a.test/");

        assertThat(looks).hasValue(2);
        assertThat(((Outcome.Found) second).age()).isZero();
    }

    @Test
    void look_wantedAnew_looksAgain() {
        look(generous, "https://a.test/");

        generous.look(check("https://a.test/", true), asker("w", "t", "p"), step -> {})
                .join();

        assertThat(looks).hasValue(2);
    }

    @Test
    void look_sameUrlWithOtherOriginsOrInAnotherWorkspace_looksAgain() {
        look(generous, "https://a.test/");
        generous.look(
                        new Effect.Check("m1", "https://a.test/", List.of("203.0.113.7"), false, Lang.EN),
                        asker("w", "t", "p"),
                        step -> {})
                .join();
        generous.look(check("https://a.test/", false), asker("elsewhere", "t", "p"), step -> {})
                .join();

        assertThat(looks).hasValue(3);
    }

    @Test
    void look_manyAskAtOnce_isDoneOnceAndToldToAll() {
        held = true;
        List<Step> told = new ArrayList<>();
        List<CompletableFuture<Outcome>> all = IntStream.range(0, 50)
                .mapToObj(i ->
                        generous.look(check("https://a.test/", i % 2 == 0), asker("w", "t" + i, "p" + i), step -> {
                            synchronized (told) {
                                told.add(step);
                            }
                        }))
                .toList();
        open.countDown();
        all.forEach(CompletableFuture::join);

        assertThat(looks).hasValue(1);
        assertThat(told).hasSize(50);
    }

    @Test
    void look_oneAskerGoesAway_othersStillGetTheReport() {
        held = true;
        CompletableFuture<Outcome> first =
                generous.look(check("https://a.test/", false), asker("w", "t", "p"), step -> {});
        CompletableFuture<Outcome> second =
                generous.look(check("https://a.test/", false), asker("w", "t", "q"), step -> {});
        first.cancel(true);
        open.countDown();

        assertThat(second.join()).isInstanceOf(Outcome.Found.class);
    }

    @Test
    void look_personAsksTooMuch_isToldWhenToTryAgain() {
        Checks checks = checks(2, 100, 100);
        look(checks, "https://a.test/");
        look(checks, "https://b.test/");

        Outcome third = look(checks, "https://c.test/");

        assertThat(third).isEqualTo(new Outcome.Limited(Limit.PERSON, Duration.ofSeconds(30)));
        assertThat(checks.look(check("https://c.test/", false), asker("w", "t", "somebody else"), step -> {})
                        .join())
                .isInstanceOf(Outcome.Found.class);
        pass(Duration.ofSeconds(31));
        assertThat(look(checks, "https://d.test/")).isInstanceOf(Outcome.Found.class);
    }

    @Test
    void look_withOrigins_costsEachOfThem() {
        Checks checks = checks(4, 100, 100);
        Effect.Check three =
                new Effect.Check("m1", "https://a.test/", List.of("203.0.113.7", "203.0.113.8"), false, Lang.EN);
        checks.look(three, asker("w", "t", "p"), step -> {}).join();

        Outcome fourth = checks.look(
                        new Effect.Check("m1", "https://b.test/", List.of("203.0.113.9"), false, Lang.EN),
                        asker("w", "t", "p"),
                        step -> {})
                .join();

        assertThat(fourth)
                .isInstanceOfSatisfying(
                        Outcome.Limited.class,
                        limited -> assertThat(limited.limit()).isEqualTo(Limit.PERSON));
        assertThat(look(checks, "https://b.test/")).isInstanceOf(Outcome.Found.class);
    }

    @Test
    void look_refusedByOneMeasure_costsNothingOfTheOthers() {
        Checks checks = checks(2, 100, 1);
        look(checks, "https://a.test/");
        for (int i = 0; i < 5; i++) {
            assertThat(checks.look(check("https://a.test/", true), asker("w", "t", "p"), step -> {})
                            .join())
                    .isInstanceOfSatisfying(
                            Outcome.Limited.class,
                            limited -> assertThat(limited.limit()).isEqualTo(Limit.TARGET));
        }

        assertThat(look(checks, "https://b.test/")).isInstanceOf(Outcome.Found.class);
    }

    @Test
    void look_executorTakesNothing_failsAndCanBeTriedAgain() {
        Checks checks = new Checks(
                inspector, new Checks.Limits(100, 100, 100, Duration.ofSeconds(30)), this::now, nanos::get, work -> {
                    throw new RejectedExecutionException("on purpose");
                });

        for (int i = 0; i < 2; i++) {
            assertThat(checks.look(check("https://a.test/", false), asker("w", "t", "p"), step -> {}))
                    .completesExceptionallyWithin(Duration.ZERO)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void look_overheardLinks_takeNothingFromWhatPeopleMayAskFor() {
        Checks checks = checks(1, 1, 100);
        Effect.Check overheard = new Effect.Check("unseen", "https://b.test/", List.of(), false, Lang.EN, true);

        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(checks.look(overheard, asker("w", "t", "ann"), step -> {}).join());
        outcomes.add(checks.look(check("https://a.test/", false), asker("w", "t", "ann"), step -> {})
                .join());
        outcomes.add(checks.look(
                        new Effect.Check("unseen", "https://c.test/", List.of(), false, Lang.EN, true),
                        asker("w", "t", "ann"),
                        step -> {})
                .join());

        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Found.class);
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Found.class);
        assertThat(outcomes.get(2)).isInstanceOf(Outcome.Limited.class);
    }

    @Test
    void look_manyPeopleInOneVenue_areLimitedTogether() {
        Checks checks = checks(100, 2, 100);
        for (int i = 0; i < 2; i++) {
            checks.look(check("https://" + i + ".test/", false), asker("w", "t", "p" + i), step -> {})
                    .join();
        }
        Outcome third = checks.look(check("https://9.test/", false), asker("w", "t", "p9"), step -> {})
                .join();

        assertThat(((Outcome.Limited) third).limit()).isEqualTo(Limit.VENUE);
    }

    @Test
    void look_manyPeopleAtOneTarget_areLimitedTogether() {
        Checks checks = checks(100, 100, 2);
        for (int i = 0; i < 2; i++) {
            checks.look(check("https://a.test/", true), asker("w" + i, "t" + i, "p" + i), step -> {})
                    .join();
        }
        Outcome third = checks.look(check("https://a.test/", true), asker("w9", "t9", "p9"), step -> {})
                .join();

        assertThat(((Outcome.Limited) third).limit()).isEqualTo(Limit.TARGET);
    }

    @Test
    void look_manySitesThroughOneOrigin_areLimitedTogether() {
        Checks checks = checks(100, 100, 2);
        List<Outcome> outcomes = IntStream.range(0, 3)
                .mapToObj(i -> checks.look(
                                new Effect.Check(
                                        "m1", "https://" + i + ".test/", List.of("203.0.113.7"), false, Lang.EN),
                                asker("w" + i, "t" + i, "p" + i),
                                step -> {})
                        .join())
                .toList();

        assertThat(outcomes.get(2)).isInstanceOf(Outcome.Limited.class);
    }

    @Test
    void look_servedFromMemory_costsNothing() {
        Checks checks = checks(1, 1, 1);
        look(checks, "https://a.test/");

        assertThat(IntStream.range(0, 20).mapToObj(i -> look(checks, "https://a.test/")))
                .allMatch(Outcome.Found.class::isInstance);
    }

    @Test
    void look_refusedByThePolicy_isNeitherLookedAtNorCounted() {
        Checks checks = checks(1, 1, 1);

        assertThat(look(checks, "ftp://a.test/")).isInstanceOf(Outcome.Refused.class);
        assertThat(look(checks, "https://a.test/")).isInstanceOf(Outcome.Found.class);
        assertThat(looks).hasValue(1);
    }

    @Test
    void look_thatFails_isNotRemembered() {
        failing = true;
        assertThatThrownBy(() -> look(generous, "https://a.test/")).hasRootCauseMessage("on purpose");
        failing = false;

        assertThat(look(generous, "https://a.test/")).isInstanceOf(Outcome.Found.class);
    }
}
