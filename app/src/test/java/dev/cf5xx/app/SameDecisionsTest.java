package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.slack.Post;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One conversation, held on the console, on Slack and on Discord: the core is asked the same and answers the same, but for what
 * {@link ByDesign} names, and people see it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class SameDecisionsTest {
    /** What places make different, and ought to. */
    private enum ByDesign {
        /**
         * A command in a channel is answered for one person alone. Nothing is remembered of such an answer: its buttons have
         * ids of their own, there is one more that shows it to everybody, and what is pressed takes the answer's place.
         */
        ASIDE,
        /** A command whose answer is for everybody begins a thread, whose first message says who asked, and what was found. */
        BEGINS,
        /** What is pointed at on a platform is pasted on the console. */
        POINTED,
        /** Direct messages are a place of their own; a conversation on the console is a thread. */
        DIRECT,
        /** On the console there is nobody to share an answer with. */
        NOBODY_TO_SHARE_WITH,
        /**
         * In a thread where the bot is at work nobody has to call it, and the core judges whom a remark is for. Without the
         * privileged intent Discord tells only what calls it by name, and that is for the bot.
         */
        CALLED_BY_NAME,
        /** Without the privileged intent Discord does not tell what is not addressed to the bot. */
        NOT_TOLD
    }

    /** A step, and what is different in it by design. */
    private record Scene(Step step, Set<ByDesign> differences) {
        Scene(Step step, ByDesign... differences) {
            this(step, Set.of(differences));
        }

        boolean has(ByDesign difference) {
            return differences.contains(difference);
        }
    }

    private static final String SECRET = "hunter2sSecretOfResetLinks";

    @TempDir
    static Path folder;

    private Sites sites;
    private SlackMouth slack;
    private DiscordMouth discord;
    private DiscordMouth reading;
    private List<Mouth> mouths;
    private List<Scene> script;
    private final Map<Mouth, List<Mouth.Turned>> turns = new LinkedHashMap<>();

    private List<Scene> script() {
        return List.of(
                new Scene(new Step.Commands("code", false, "524"), ByDesign.ASIDE),
                new Scene(new Step.Presses("code", false, "in"), ByDesign.ASIDE),
                new Scene(new Step.Presses("code", false, "more"), ByDesign.ASIDE),
                new Scene(new Step.Presses("code", false, "share"), ByDesign.NOBODY_TO_SHARE_WITH),
                new Scene(new Step.Commands("zh", true, "为什么半夜总是 522"), ByDesign.ASIDE),
                new Scene(new Step.Presses("zh", true, "more"), ByDesign.ASIDE),
                new Scene(new Step.Commands("unknown", false, "error 599"), ByDesign.ASIDE),
                new Scene(new Step.Commands("garbage", false, "asdf %$#@ (╯°□°)╯"), ByDesign.ASIDE),
                new Scene(
                        new Step.Commands("strangers", false, "why error 599 <!channel> @everyone *b*"),
                        ByDesign.ASIDE),
                new Scene(new Step.Calls("asked", true, "套了 CF 之后一直 525 怎么办")),
                new Scene(new Step.Replies("asked", true, "that why?"), ByDesign.CALLED_BY_NAME),
                new Scene(new Step.Replies("asked", false, "and 526?"), ByDesign.CALLED_BY_NAME),
                new Scene(new Step.Presses("asked", true, "more")),
                new Scene(new Step.Presses("asked", false, "in")),
                new Scene(new Step.Replies("asked", true, "怎么修？"), ByDesign.CALLED_BY_NAME),
                new Scene(new Step.Commands("look", false, sites.url("525")), ByDesign.BEGINS),
                new Scene(new Step.Presses("look", false, "again")),
                new Scene(new Step.Presses("look", false, "origin")),
                new Scene(new Step.Fills("look", false, Map.of("address", sites.origin("525")))),
                new Scene(new Step.Presses("look", true, "more")),
                new Scene(new Step.Presses("look", true, "in")),
                new Scene(new Step.Replies("look", true, "证书是谁的问题？"), ByDesign.CALLED_BY_NAME),
                new Scene(new Step.Commands("查", true, "看看 " + sites.url("503")), ByDesign.BEGINS),
                new Scene(new Step.Presses("查", true, "origin")),
                new Scene(new Step.Fills("查", true, Map.of("address", "not.an.address.@everyone"))),
                new Scene(
                        new Step.Says("overheard", false, "lunch? by the way " + sites.url("521") + " looks odd"),
                        ByDesign.NOT_TOLD),
                new Scene(
                        new Step.Points("overheard", true, "lunch? by the way " + sites.url("521") + " looks odd"),
                        ByDesign.POINTED),
                new Scene(
                        new Step.Commands("secret", false, sites.url("healthy") + "reset?token=" + SECRET),
                        ByDesign.BEGINS),
                new Scene(new Step.Commands("strange", false, sites.url("strange")), ByDesign.BEGINS),
                new Scene(new Step.Presses("strange", false, "more")),
                new Scene(new Step.Presses("strange", true, "in")),
                new Scene(new Step.Whispers("private", false, "520"), ByDesign.DIRECT),
                new Scene(new Step.Whispers("private", false, "what should I do first?"), ByDesign.DIRECT),
                new Scene(new Step.Whispers("private", false, "thanks!"), ByDesign.DIRECT),
                new Scene(new Step.Whispers("私", true, "帮助"), ByDesign.DIRECT),
                new Scene(new Step.Whispers("私", true, "看看 " + sites.url("526")), ByDesign.DIRECT));
    }

    @BeforeAll
    void talk() throws Exception {
        sites = new Sites(folder);
        script = script();
        slack = SlackMouth.open(data("slack"), sites);
        discord = DiscordMouth.open(false, data("discord"), sites);
        reading = DiscordMouth.open(true, data("reading"), sites);
        mouths = List.of(new ConsoleMouth(sites, data("console")), slack, discord, reading);
        ExecutorService atOnce = Executors.newFixedThreadPool(mouths.size());
        try {
            Map<Mouth, CompletableFuture<List<Mouth.Turned>>> all = new LinkedHashMap<>();
            mouths.forEach(mouth -> all.put(mouth, CompletableFuture.supplyAsync(() -> held(mouth), atOnce)));
            all.forEach((mouth, held) -> turns.put(mouth, held.join()));
        } finally {
            atOnce.shutdownNow();
        }
    }

    private static Path data(String name) throws Exception {
        return Files.createDirectories(folder.resolve(name));
    }

    private List<Mouth.Turned> held(Mouth mouth) {
        List<Mouth.Turned> all = new ArrayList<>();
        for (Scene scene : script) {
            try {
                if (isHeldOn(scene, mouth)) {
                    all.add(mouth.take(scene.step));
                } else {
                    all.add(new Mouth.Turned(List.of(), List.of(), List.of()));
                    if (mouth == discord) {
                        // What is heard of it all the same would be among what is heard at the next step.
                        discord.perform(scene.step);
                    }
                }
            } catch (Exception | AssertionError e) {
                throw new AssertionError(mouth + ", at " + scene.step, e);
            }
        }
        return all;
    }

    private boolean isHeldOn(Scene scene, Mouth mouth) {
        if (scene.has(ByDesign.NOT_TOLD) && mouth == discord) {
            return false;
        }
        return !(scene.has(ByDesign.NOBODY_TO_SHARE_WITH) && mouth instanceof ConsoleMouth);
    }

    @AfterAll
    void end() throws Exception {
        for (Mouth mouth : mouths) {
            mouth.close();
        }
        sites.close();
    }

    Stream<Integer> steps() {
        return IntStream.range(0, script.size()).boxed();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void step_onEveryPlatform_asksTheCoreTheSame(int step) {
        Scene scene = script.get(step);
        List<JsonNode> wanted = null;
        for (Mouth mouth : mouths) {
            if (isHeldOn(scene, mouth)) {
                List<JsonNode> asked = turned(mouth, step).asked().stream()
                        .map(it -> asked(scene, mouth, it))
                        .toList();
                wanted = wanted == null ? asked : wanted;
                assertThat(asked)
                        .as("%s, at %s", mouth, scene.step)
                        .isEqualTo(wanted)
                        .hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void step_onEveryPlatform_isAnsweredTheSame(int step) {
        Scene scene = script.get(step);
        List<JsonNode> wanted = null;
        for (Mouth mouth : mouths) {
            if (isHeldOn(scene, mouth)) {
                List<JsonNode> answered =
                        answered(scene, mouth, turned(mouth, step).answered());
                wanted = wanted == null ? answered : wanted;
                assertThat(answered).as("%s, at %s", mouth, scene.step).isEqualTo(wanted);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void step_onEveryPlatform_isSeenAsTheConsoleShowsIt(int step) {
        Scene scene = script.get(step);
        for (Mouth mouth : mouths) {
            for (Mouth.Seen seen : turned(mouth, step).seen()) {
                assertThat(seen.lines()).as("%s, at %s", mouth, scene.step).isEqualTo(seen.expected());
                assertThat(seen.buttons()).as("%s, at %s", mouth, scene.step).isEqualTo(seen.expectedButtons());
            }
        }
    }

    /** Were nothing said in one of the two languages, the others would compare nothing with nothing. */
    @Test
    void script_speaksBothLanguages_andOnlyOneRemarkIsMetWithSilence() {
        for (Mouth mouth : mouths) {
            List<String> silent = new ArrayList<>();
            for (int i = 0; i < script.size(); i++) {
                if (isHeldOn(script.get(i), mouth)
                        && turned(mouth, i).answered().isEmpty()) {
                    silent.add(script.get(i).step.getClass().getSimpleName());
                }
            }
            assertThat(silent).as("%s", mouth).isEqualTo(mouth == discord ? List.of() : List.of("Says"));
            String all = turns.get(mouth).toString();
            assertThat(all).as("%s", mouth).contains("Whose fault", "谁的问题");
        }
    }

    @Test
    void secretInAnAddress_isSeenNowhere() {
        assertThat(slack.written()).noneMatch(post -> post.json().toString().contains(SECRET));
        assertThat(slack.written()).anyMatch(post -> post.json().toString().contains("healthy.demo"));
        for (DiscordMouth mouth : List.of(discord, reading)) {
            assertThat(mouth.written())
                    .noneMatch(message -> message.json().toString().contains(SECRET))
                    .anyMatch(message -> message.json().toString().contains("healthy.demo"));
        }
    }

    @Test
    void nothingOnSlack_callsAnybodyButWhoAsked_norLinksToStrangers_norUnfolds() {
        assertThat(slack.written()).anyMatch(post -> post.words().contains("evil.example"));
        for (Post post : slack.written()) {
            assertThat(post.mentions().everybody()).isEmpty();
            assertThat(post.mentions().groups()).isEmpty();
            assertThat(post.mentions().channels()).isEmpty();
            assertThat(post.mentions().users()).isSubsetOf(slack.people());
            assertThat(post.mentions().links()).allSatisfy(link -> {
                assertThat(link.automatic()).as(link.url()).isFalse();
                assertThat(link.url()).startsWith("https://").doesNotContain("evil", "demo.example");
            });
            if (!post.ephemeral() && post.files().isEmpty()) {
                assertThat(post.unfurlLinks()).isFalse();
                assertThat(post.unfurlMedia()).isFalse();
            }
        }
    }

    @Test
    void nothingOnDiscord_callsAnybody_norLinksToStrangers_norUnfolds() {
        for (DiscordMouth mouth : List.of(discord, reading)) {
            assertThat(mouth.written()).anyMatch(message -> message.text().contains("evil"));
            assertThat(mouth.written()).allSatisfy(message -> {
                assertThat(message.pings().none()).isTrue();
                assertThat(message.previews()).isEmpty();
                assertThat(message.links())
                        .allSatisfy(
                                link -> assertThat(link).startsWith("https://").doesNotContain("evil", "demo.example"));
            });
        }
    }

    @Test
    void platforms_areAskedForNothingTheyRefuse() {
        assertThat(slack.slack().unshown()).isEmpty();
        assertThat(slack.slack().refusals()).isEmpty();
        assertThat(discord.discord().refusals()).isEmpty();
        assertThat(reading.discord().refusals()).isEmpty();
    }

    private Mouth.Turned turned(Mouth mouth, int step) {
        return turns.get(mouth).get(step);
    }

    // What is compared

    /** What the core was asked; where something is different by design, it has to be, and is evened out. */
    private JsonNode asked(Scene scene, Mouth mouth, JsonNode asked) {
        ObjectNode same = asked.deepCopy();
        if (same.has("button")) {
            same.put("button", verb(same.path("button").asText(), scene.has(ByDesign.ASIDE)));
        }
        if (same.has("form")) {
            same.put("form", verb(same.path("form").asText(), false));
        }
        if (scene.has(ByDesign.CALLED_BY_NAME)) {
            assertThat(same.path("addressed").asBoolean())
                    .as("%s, at %s", mouth, scene.step)
                    .isEqualTo(mouth == discord);
            same.remove("addressed");
        }
        boolean console = mouth instanceof ConsoleMouth;
        String place = same.path("place").asText();
        assertThat(place).as("%s, at %s", mouth, scene.step).isEqualTo(console ? "thread" : place(scene));
        same.remove("place");
        if (scene.has(ByDesign.POINTED)) {
            assertThat(same.path("act").asText()).isEqualTo(console ? "wrote" : "pointed");
            same.remove("act");
        }
        return same;
    }

    private static String place(Scene scene) {
        boolean aside =
                scene.has(ByDesign.ASIDE) || scene.has(ByDesign.NOBODY_TO_SHARE_WITH) || scene.has(ByDesign.BEGINS);
        return aside ? "aside" : scene.has(ByDesign.DIRECT) ? "direct" : "thread";
    }

    /** What a button does, without the message it is on. */
    private static String verb(String id, boolean aside) {
        String[] parts = id.split("/", -1);
        // Beside a channel a button names its code and language, and the language's button is another's in that
        // language.
        return aside
                ? "a button"
                : String.join("/", List.of(parts).subList(1, parts[0].equals("~") ? 3 : parts.length));
    }

    private static List<JsonNode> answered(Scene scene, Mouth mouth, List<Mouth.Answer> answers) {
        boolean console = mouth instanceof ConsoleMouth;
        List<JsonNode> same = new ArrayList<>();
        List<String> ops = answers.stream().map(Mouth.Answer::op).toList();
        if (scene.has(ByDesign.BEGINS) && !console) {
            assertThat(ops).as("%s, at %s", mouth, scene.step).startsWith("begin");
        }
        if (scene.has(ByDesign.ASIDE) && !console) {
            assertThat(ops).as("%s, at %s", mouth, scene.step).containsExactly("aside");
        }
        ArrayNode joined = Machine.JSON.createArrayNode();
        for (Mouth.Answer answer : answers) {
            // What its thread's first message tells of a look, whoever asked for it.
            boolean root =
                    Set.of("begin", "edit-root").contains(answer.op()) && !scene.has(ByDesign.NOBODY_TO_SHARE_WITH);
            if (root) {
                continue;
            }
            ObjectNode one = Machine.JSON.createObjectNode();
            one.put("op", answer.op());
            one.set(
                    "form",
                    answer.form().isObject() ? form((ObjectNode) answer.form().deepCopy()) : null);
            ArrayNode blocks = Machine.JSON.createArrayNode();
            answer.blocks().forEach(block -> blocks.add(block(scene, block.deepCopy())));
            one.set("blocks", blocks);
            if (scene.has(ByDesign.ASIDE)) {
                joined.addAll(blocks);
            } else {
                same.add(settled(one));
            }
        }
        return scene.has(ByDesign.ASIDE) ? List.of(settled(joined)) : same;
    }

    private static JsonNode form(ObjectNode form) {
        return form.put("id", verb(form.path("id").asText(), false));
    }

    private static JsonNode block(Scene scene, JsonNode block) {
        if (block.path("type").asText().equals("actions")) {
            ArrayNode kept = Machine.JSON.createArrayNode();
            block.path("buttons").forEach(button -> {
                String id = button.path("id").asText();
                boolean share = scene.has(ByDesign.ASIDE) && id.startsWith("~/share/");
                if (!share) {
                    kept.add(((ObjectNode) button).put("id", verb(id, scene.has(ByDesign.ASIDE))));
                }
            });
            ((ObjectNode) block).set("buttons", kept);
        }
        return block;
    }

    private static final Pattern RAY = Pattern.compile("\\b[0-9a-f]{16}\\b");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ][\\d:.]+(Z| UTC)|\\bts=[\\d.]+");
    private static final Pattern LASTED = Pattern.compile("\\b\\d+(?:[.,]\\d+)? ?(?:ms|s|毫秒|秒)");

    /** Without what is another at every look: the Ray ID, the time, and how long it took. */
    private static JsonNode settled(JsonNode json) {
        String text = json.toString();
        text = RAY.matcher(text).replaceAll("RAY");
        text = TIME.matcher(text).replaceAll("TIME");
        text = LASTED.matcher(text).replaceAll("LASTED");
        try {
            return Machine.JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
