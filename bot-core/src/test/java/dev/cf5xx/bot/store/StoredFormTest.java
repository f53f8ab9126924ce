package dev.cf5xx.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Form;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.diagnose.Reports;
import dev.cf5xx.bot.dialogue.Effect;
import dev.cf5xx.bot.dialogue.Listening;
import dev.cf5xx.bot.dialogue.State;
import dev.cf5xx.bot.dialogue.State.Looked;
import dev.cf5xx.bot.dialogue.State.Shown;
import dev.cf5xx.bot.dialogue.Turn;
import dev.cf5xx.knowledge.Lang;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the store to giving back, in another process, exactly the states and effects that went in. */
class StoredFormTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Venue HERE = new Venue("test", "here");
    private static final String AWKWARD = "<@U1> `x` \"quoted\" \\ 中文 🙂 \u0000\u202e\n\ttab";

    @TempDir
    Path folder;

    static Stream<Span> spans() {
        return Stream.of(
                new Span.Words(AWKWARD, false),
                new Span.Words("strong", true),
                new Span.Quoted(AWKWARD),
                new Span.Code("curl -svo /dev/null"),
                new Span.Link("https://developers.cloudflare.com/", "label"),
                new Span.Moment(Instant.parse("2026-11-21T22:04:00.123456789Z")),
                new Span.Moment(Instant.parse("2026-11-21T22:04:00Z")),
                new Span.Someone("U111111"));
    }

    static Stream<Block> blocks() {
        List<Span> all = spans().toList();
        return Stream.of(
                new Block.Heading(AWKWARD),
                new Block.Paragraph(all),
                new Block.Paragraph(List.of()),
                new Block.Bullets(true, List.of(new Block.Item(all, List.of("one", AWKWARD)))),
                new Block.Bullets(false, List.of(Block.Item.of(), Block.Item.of(Span.words("w")))),
                new Block.Listing("two\nlines"),
                new Block.Actions(List.of(new Block.Button("m1/more", "Everything on 522", "more"))));
    }

    static Stream<Effect> effects() {
        return Stream.concat(
                blocks().flatMap(block ->
                        Stream.of(new Effect.Post("m1", Reply.of(block)), new Effect.Edit("m1", Reply.of(block)))),
                Stream.of(
                        new Effect.Post("m2", new Reply(blocks().toList())),
                        new Effect.Edit("m3", Reply.of()),
                        new Effect.Open(
                                "m1",
                                new Form(
                                        "m1/origin",
                                        "title",
                                        List.of(new Form.Field("address", "label", "hint")),
                                        "ok")),
                        new Effect.Begin(
                                "m1", Reply.of(), "https://www.example.com/", new Shown("522", Lang.ZH), Lang.ZH, "U1"),
                        new Effect.Begin("m1", Reply.of(), null, null, Lang.EN, null),
                        new Effect.Listen(
                                "m1", new Listening(Listening.Mode.LINKS, List.of("www.example.com"), List.of("U2"))),
                        new Effect.Check("unseen", "https://www.example.com/", List.of(), false, Lang.EN, true),
                        new Effect.Check("m1", "https://www.example.com/?a=1", List.of("203.0.113.7"), true, Lang.ZH)));
    }

    static Stream<State> states() {
        Map<String, Shown> shown = new LinkedHashMap<>();
        for (int i = 50; i > 0; i--) {
            shown.put("m" + i, new Shown("52" + i % 7, i % 2 == 0 ? Lang.EN : Lang.ZH));
        }
        Report report = Reports.broken("https://www.example.com/", NOON);
        Map<String, Shown> looks = Map.of(
                "m1",
                new Shown(
                        null,
                        Lang.EN,
                        new Looked("https://www.example.com/", true, List.of("203.0.113.7"), false, report)));
        return Stream.of(
                new State(Lang.EN, List.of("522"), "www.example.com", Set.of(), 1, looks),
                new State(null, List.of(), null, Set.of(), 1, Map.of()),
                new State(Lang.EN, List.of("522"), "www.example.com", Set.of("railgun"), 3, Map.of()),
                new State(Lang.ZH, List.of("524", "1016"), AWKWARD, Set.of("railgun", "b"), 50, shown),
                new State(Lang.ZH, List.of(), null, Set.of(), 1, Map.of(), AWKWARD, "fix"));
    }

    @Test
    void samples_vocabulary_holdEveryKindThereIs() {
        assertThat(spans().<Class<?>>map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Span.class.getPermittedSubclasses());
        assertThat(blocks().<Class<?>>map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Block.class.getPermittedSubclasses());
        assertThat(effects().<Class<?>>map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Effect.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("effects")
    void effect_storeOpenedAgain_isTheSame(Effect effect) {
        try (Store store = Store.in(folder)) {
            store.take(HERE, "e1", NOON, state -> new Turn(state, List.of(effect)));
        }
        try (Store store = Store.in(folder)) {
            assertThat(store.unfinished())
                    .containsExactly(new Outgoing(HERE, "e1", 0, effect.visible() ? 1 : 0, effect, false));
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void state_storeOpenedAgain_isTheSame(State state) {
        try (Store store = Store.in(folder)) {
            store.take(HERE, "e1", NOON, before -> new Turn(state, List.of()));
        }
        List<State> found = new ArrayList<>();
        try (Store store = Store.in(folder)) {
            store.take(HERE, "e2", NOON, before -> {
                found.add(before);
                return new Turn(before, List.of());
            });
        }
        assertThat(found).containsExactly(state);
        assertThat(List.copyOf(found.get(0).shown().keySet()))
                .as("the oldest goes first, so their order matters")
                .isEqualTo(List.copyOf(state.shown().keySet()));
    }
}
