package dev.cf5xx.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Slack is sent. The golden files are written anew by {@code mvn test -Dtest=SlackRendererTest -DupdateSnapshots}; look at
 * what changed in them before they are committed.
 */
class SlackRendererTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> golden() {
        return Stream.of(Lang.values())
                .flatMap(lang -> Stream.of(
                        Arguments.of("brief-" + lang.tag(), Samples.brief("524", lang)),
                        Arguments.of("full-" + lang.tag(), Samples.full("525", lang)),
                        Arguments.of("report-" + lang.tag(), Samples.report(lang)),
                        Arguments.of("everything-" + lang.tag(), Samples.everything(lang))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void reply_isTheGoldenMessage(String name, Reply reply) throws IOException {
        SlackMessage message = withinLimits(SlackRenderer.message(reply));

        matches(name + ".json", lines(message));
        if (message.file() != null) {
            matches(name + ".md", message.file());
        }
    }

    /** One element of a block on a line: what changes is seen, and fits a screen. */
    private static String lines(SlackMessage message) {
        StringBuilder lines = new StringBuilder("{\n\"text\": ")
                .append(JSON.valueToTree(message.text()).toString());
        lines.append(",\n\"blocks\": [");
        for (int i = 0; i < message.blocks().size(); i++) {
            JsonNode block = message.blocks().get(i);
            lines.append(i == 0 ? "\n" : ",\n");
            if (block.path("elements").isEmpty()) {
                lines.append("  ").append(block);
                continue;
            }
            lines.append("  {\"type\": ").append(block.path("type")).append(", \"elements\": [");
            String elements = Stream.iterate(0, j -> j + 1)
                    .limit(block.path("elements").size())
                    .map(j -> "\n    " + block.path("elements").get(j))
                    .collect(Collectors.joining(","));
            lines.append(elements).append("]}");
        }
        return lines.append("]\n}\n").toString();
    }

    private static void matches(String name, String content) throws IOException {
        Path golden = Path.of("src/test/resources/dev/cf5xx/slack", name);
        if (System.getProperty("updateSnapshots") != null) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, content);
        }
        assertThat(content).isEqualTo(Files.readString(golden));
        if (name.endsWith(".json")) {
            assertThat(JSON.readTree(content).path("blocks").isArray()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void guide_anyCode_isWithinTheLimits_andItsBriefIsWhole(Lang lang) {
        Samples.KNOWLEDGE.index().stream()
                .filter(entry -> Samples.KNOWLEDGE.guide(entry.code()).isPresent())
                .forEach(entry -> {
                    SlackMessage brief = withinLimits(SlackRenderer.message(Samples.brief(entry.code(), lang)));
                    assertThat(brief.file()).as("brief of " + entry.code()).isNull();
                    withinLimits(SlackRenderer.message(Samples.full(entry.code(), lang)));
                    // What only one person sees has no file with it.
                    SlackMessage aside = SlackRenderer.render(
                            Samples.full(entry.code(), lang), SlackLimits.RESPONSE, SlackRenderer.Rest.DIRECT);
                    assertThat(aside.file())
                            .as("full answer of " + entry.code())
                            .isNull();
                });
    }

    @Test
    void reply_ofNothingAtAll_isStillAMessage() {
        for (Reply nothing : List.of(
                Reply.of(),
                Reply.of(Block.Paragraph.of(new Span.Quoted("\u202e"))),
                Reply.of(new Block.Heading(" "), new Block.Listing("\n")))) {
            SlackMessage message = withinLimits(SlackRenderer.message(nothing));

            assertThat(text(message)).isEqualTo("…");
            assertThat(message.text()).isEqualTo("…");
        }
    }

    @Test
    void reply_tooLong_isWholeInTheFile_andSaysSoInItsLanguage() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("524"));
        IntStream.range(0, 400).forEach(i -> blocks.add(Block.Paragraph.of(Span.words("Sentence number " + i + "."))));
        blocks.add(new Block.Actions(List.of(new Block.Button("x", "X", "x"))));

        SlackMessage message = withinLimits(SlackRenderer.message(new Reply(blocks)));

        assertThat(text(message))
                .startsWith("524\nSentence number 0.")
                .endsWith("X\nThis is not all: the attached file has the whole answer.");
        assertThat(message.file()).contains("Sentence number 0.", "Sentence number 399.", "X → x");
        blocks.set(0, new Block.Heading("524 超时"));
        assertThat(text(withinLimits(SlackRenderer.message(new Reply(blocks))))).endsWith("放不下了，完整内容见附件。");
        assertThat(text(SlackRenderer.render(new Reply(blocks), SlackLimits.MESSAGE, SlackRenderer.Rest.DIRECT)))
                .contains("私信");
    }

    @Test
    void blocks_moreThanThereMayBe_areInTheFile() {
        List<Block> blocks = new ArrayList<>();
        IntStream.range(0, 70).forEach(i -> blocks.add(new Block.Heading("Heading " + i)));

        SlackMessage message = withinLimits(SlackRenderer.message(new Reply(blocks)));

        assertThat(message.blocks()).hasSize(50);
        assertThat(message.file()).contains("Heading 69");
    }

    @Test
    void heading_longerThanAHeader_isWhole() {
        String heading = "x".repeat(300);

        assertThat(text(withinLimits(SlackRenderer.message(Reply.of(new Block.Heading(heading))))))
                .isEqualTo(heading);
    }

    @Test
    void listing_tooLong_isCutBetweenLines() {
        String lines = String.join("\n", Collections.nCopies(2_000, "echo ```😀\u202e"));

        SlackMessage message = withinLimits(SlackRenderer.message(Reply.of(new Block.Listing(lines))));

        String listing = message.blocks().get(0).findValue("text").asText();
        assertThat(listing.lines().distinct()).containsExactly("echo ```😀", "…");
        assertThat(listing.length()).isGreaterThan(9_000);
        assertThat(message.file()).startsWith("````\n").endsWith("````\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"😀", "*", "a", "<", "字", "\"", "\\"})
    void paragraph_tooLong_isCutBetweenCharacters(String character) {
        String all = character.repeat(14_000);

        SlackMessage message = withinLimits(
                SlackRenderer.message(Reply.of(Block.Paragraph.of(Span.words("a"), new Span.Quoted(all)))));

        assertThat(text(message).codePoints().filter(c -> Character.getType(c) == Character.SURROGATE))
                .isEmpty();
        assertThat(text(message)).contains("…\nThis is not all");
        assertThat(text(message).length()).isGreaterThan(5_000);
        assertThat(message.file()).hasSizeGreaterThan(all.length());
    }

    @Test
    void list_whoseCommandsPartIt_goesOnCounting_andIsCutBetweenItems() {
        Block.Item item = new Block.Item(List.of(Span.words("Step")), List.of("curl -sI https://shop.example.com/"));

        SlackMessage two = withinLimits(SlackRenderer.message(
                Reply.of(new Block.Bullets(true, List.of(item, item, Block.Item.of(Span.words("Last")))))));
        SlackMessage many =
                withinLimits(SlackRenderer.message(Reply.of(new Block.Bullets(true, Collections.nCopies(200, item)))));

        assertThat(two.blocks().findValuesAsText("offset")).containsExactly("1", "2");
        List<JsonNode> kinds = new ArrayList<>();
        many.blocks().get(0).path("elements").forEach(kinds::add);
        assertThat(kinds.get(kinds.size() - 1).path("type").asText()).isEqualTo("rich_text_preformatted");
        assertThat(many.file()).contains("200. Step");
    }

    @Test
    void buttons_moreThanARowTakes_areInSeveral_andMoreThanAMessageTakes_areInTheFile() {
        List<Block.Button> buttons = IntStream.range(0, 700)
                .mapToObj(i -> new Block.Button("id" + i, "Label " + i, "word" + i))
                .toList();

        SlackMessage some = withinLimits(SlackRenderer.message(
                Reply.of(Block.Paragraph.of(Span.words("Which?")), new Block.Actions(buttons.subList(0, 30)))));
        SlackMessage all = SlackRenderer.render(
                Reply.of(Block.Paragraph.of(Span.words("Which?")), new Block.Actions(buttons)),
                200_000,
                SlackRenderer.Rest.BEHIND);

        assertThat(some.blocks()).hasSize(3);
        assertThat(all.blocks()).hasSizeLessThanOrEqualTo(50);
        assertThat(all.file()).contains("Label 699 → word699");
    }

    @Test
    void button_twice_isThereOnce_andALongLabelHasNoHalfCharacter() {
        Block.Button button = new Block.Button("x", "x" + "😀".repeat(60), "x");

        SlackMessage message =
                withinLimits(SlackRenderer.message(Reply.of(new Block.Actions(List.of(button, button)))));

        assertThat(message.file()).isNull();
        assertThat(message.blocks().findValuesAsText("action_id")).containsExactly("x");
        assertThat(message.blocks()
                        .get(0)
                        .path("elements")
                        .get(0)
                        .path("text")
                        .path("text")
                        .asText())
                .isEqualTo("x" + "😀".repeat(37));
    }

    @Test
    void link_thatIsNone_isShownAndLeadsNowhere() {
        SlackMessage message = withinLimits(
                SlackRenderer.message(Reply.of(Block.Paragraph.of(new Span.Link("javascript:alert(1)", "Read this")))));

        assertThat(message.blocks().findValues("url")).isEmpty();
        assertThat(text(message)).isEqualTo("Read this javascript:alert(1)");
        assertThat(message.text()).doesNotContain("<");
    }

    /** A message of which Slack takes every part. */
    static SlackMessage withinLimits(SlackMessage message) {
        assertThat(message.blocks().toString().length()).isLessThanOrEqualTo(13_200);
        assertThat(message.blocks()).isNotEmpty().hasSizeLessThanOrEqualTo(50);
        assertThat(message.text()).isNotBlank().hasSizeLessThanOrEqualTo(4_000);
        List<String> ids = message.blocks().findValuesAsText("action_id");
        assertThat(ids).doesNotHaveDuplicates();
        message.blocks().forEach(SlackRendererTest::block);
        return message;
    }

    private static void block(JsonNode block) {
        switch (block.path("type").asText()) {
            case "header" -> plain(block.path("text"), 150);
            case "actions" -> {
                assertThat(block.path("elements")).isNotEmpty().hasSizeLessThanOrEqualTo(25);
                block.path("elements").forEach(button -> {
                    assertThat(button.path("type").asText()).isEqualTo("button");
                    plain(button.path("text"), 75);
                    assertThat(button.path("action_id").asText()).isNotEmpty().hasSizeLessThanOrEqualTo(255);
                });
            }
            case "context" -> plain(block.path("elements").get(0), 2_000);
            case "rich_text" -> {
                assertThat(block.path("elements")).isNotEmpty();
                block.path("elements").forEach(SlackRendererTest::rich);
            }
            default -> throw new AssertionError(block.toString());
        }
    }

    private static void plain(JsonNode text, int longest) {
        assertThat(text.path("type").asText()).isEqualTo("plain_text");
        assertThat(text.path("text").asText()).isNotBlank();
        assertThat(text.path("text").asText().length()).isLessThanOrEqualTo(longest);
    }

    private static void rich(JsonNode element) {
        assertThat(element.path("type").asText()).isIn("rich_text_section", "rich_text_list", "rich_text_preformatted");
        assertThat(element.path("elements")).as(element.toString()).isNotEmpty();
        element.path("elements").forEach(inner -> {
            if (element.path("type").asText().equals("rich_text_list")) {
                assertThat(inner.path("type").asText()).isEqualTo("rich_text_section");
                rich(inner);
                return;
            }
            assertThat(Set.of("text", "link", "date", "user"))
                    .contains(inner.path("type").asText());
            if (inner.path("type").asText().equals("text")) {
                assertThat(inner.path("text").asText()).isNotEmpty();
            }
        });
    }

    /** What people read, a block on a line. */
    static String text(SlackMessage message) {
        StringBuilder text = new StringBuilder();
        message.blocks().forEach(block -> {
            text.append(text.isEmpty() ? "" : "\n");
            read(block, text);
        });
        return text.toString();
    }

    private static void read(JsonNode node, StringBuilder text) {
        if (node.path("text").isTextual()) {
            text.append(node.path("text").asText());
        } else if (node.path("text").isObject()) {
            read(node.path("text"), text);
        }
        node.path("elements").forEach(inner -> read(inner, text));
    }
}
