package dev.cf5xx.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Discord is sent. The golden files are written anew by {@code mvn test -Dtest=DiscordRendererTest -DupdateSnapshots};
 * look at what changed in them before they are committed.
 */
class DiscordRendererTest {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

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
        MessageCreateData message = DiscordRenderer.create(reply);
        // Through a plain object: JDA gives the keys in no order.
        String json = JSON.writeValueAsString(JSON.readValue(message.toData().toString(), java.util.TreeMap.class));
        matches(name + ".json", json + "\n");
        if (!message.getFiles().isEmpty()) {
            matches(name + ".md", file(message.getFiles()));
        }
    }

    private static void matches(String name, String content) throws IOException {
        Path golden = Path.of("src/test/resources/dev/cf5xx/discord", name);
        if (System.getProperty("updateSnapshots") != null) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, content);
        }
        assertThat(content).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void guide_anyCode_isWithinTheLimits_andInWholeSomewhere(Lang lang) {
        Samples.KNOWLEDGE
                .index()
                .forEach(entry -> Samples.KNOWLEDGE.guide(entry.code()).ifPresent(guide -> {
                    for (Reply reply : List.of(Samples.brief(entry.code(), lang), Samples.full(entry.code(), lang))) {
                        withinLimits(reply);
                    }
                }));
    }

    @Test
    void edit_ofAnything_leavesNothingOfWhatWas() {
        MessageEditData edit = DiscordRenderer.edit(Samples.brief("524", Lang.EN));

        JsonNode json = read(edit.toData().toString());
        assertThat(json.path("components").path(0).path("type").asInt()).isEqualTo(17);
        assertThat(json.path("attachments").isArray()).isTrue();
        assertThat(json.path("attachments")).isEmpty();
        assertThat(json.path("allowed_mentions").path("parse")).isEmpty();
        assertThat(json.path("flags").asInt() & (1 << 15)).isNotZero();
    }

    @Test
    void reply_ofNothingAtAll_isStillAMessage() {
        assertThat(text(DiscordRenderer.create(Reply.of()))).isEqualTo("…");
        assertThat(text(DiscordRenderer.create(Reply.of(Block.Paragraph.of(new Span.Quoted("\u202e\n"))))))
                .isEqualTo("…");
    }

    @Test
    void reply_tooLong_isWholeInTheFile_andSaysSoInItsLanguage() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("524"));
        IntStream.range(0, 400).forEach(i -> blocks.add(Block.Paragraph.of(Span.words("Sentence number " + i + "."))));
        blocks.add(new Block.Actions(List.of(new Block.Button("x", "X", "x"))));

        MessageCreateData message = withinLimits(new Reply(blocks));

        assertThat(text(message))
                .startsWith("### 524\nSentence number 0\\.".replace("\\", ""))
                .endsWith("-# This is not all: the attached file has the whole answer.");
        assertThat(file(message.getFiles())).contains("Sentence number 0.", "Sentence number 399.");
        assertThat(message.toData().toString()).contains("attachment://cf5xx.md", "\"custom_id\":\"x\"");
        blocks.set(0, new Block.Heading("524 超时"));
        assertThat(text(withinLimits(new Reply(blocks)))).endsWith("-# 放不下了，完整内容见附件。");
    }

    @Test
    void listing_tooLong_isCutBetweenLines_andItsFenceIsClosed() {
        String lines = String.join("\n", Collections.nCopies(900, "echo ```😀\u202e"));

        MessageCreateData message = withinLimits(Reply.of(new Block.Listing(lines)));

        String text = text(message);
        String listing = text.substring(0, text.lastIndexOf("```"));
        assertThat(listing.substring(4).replace("\n…\n", "\n").strip().lines().distinct())
                .containsExactly("echo ``\u200b`😀");
        assertThat(text.length()).isGreaterThan(DiscordLimits.TEXT - 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"😀", "*", "a", "<", "字"})
    void paragraph_tooLong_isCutBetweenCharacters(String character) {
        String all = character.repeat(9000);

        MessageCreateData message = withinLimits(Reply.of(Block.Paragraph.of(Span.words("a"), new Span.Quoted(all))));

        assertThat(text(message).codePoints().filter(c -> Character.getType(c) == Character.SURROGATE))
                .isEmpty();
        assertThat(text(message)).contains("…\n\n-# ");
        assertThat(file(message.getFiles())).hasSizeGreaterThan(all.length());
    }

    @Test
    void buttons_moreThanThereIsRoomFor_areInTheFile() {
        List<Block.Button> buttons = IntStream.range(0, 60)
                .mapToObj(i -> new Block.Button("id" + i, "Label " + i, "word" + i))
                .toList();

        MessageCreateData message = withinLimits(Reply.of(
                Block.Paragraph.of(Span.words("Which?")),
                new Block.Actions(buttons),
                Block.Paragraph.of(Span.words("!"))));

        String json = message.toData().toString();
        assertThat(json).contains("Label 0", "attached file").doesNotContain("Label 59");
        assertThat(file(message.getFiles())).contains("Label 59");
    }

    @Test
    void button_twice_isThereOnce() {
        Block.Button button = new Block.Button("x", "X", "x");

        MessageCreateData message = withinLimits(Reply.of(new Block.Actions(List.of(button, button))));

        assertThat(message.getFiles()).isEmpty();
        assertThat(read(message.toData().toString()).findValuesAsText("custom_id"))
                .containsExactly("x");
    }

    @Test
    void button_longLabel_isWithinTheLimit_andNoHalfCharacter() {
        MessageCreateData message =
                withinLimits(Reply.of(new Block.Actions(List.of(new Block.Button("x", "x" + "😀".repeat(60), "x")))));

        assertThat(read(message.toData().toString()).findValue("label").asText())
                .isEqualTo("x" + "😀".repeat(39));
    }

    private static MessageCreateData withinLimits(Reply reply) {
        // JDA refuses to build what is over the limits of a message.
        MessageCreateData message = DiscordRenderer.create(reply);
        JsonNode json = read(message.toData().toString());
        assertThat(text(message).length()).isLessThanOrEqualTo(4000);
        assertThat(json.path("allowed_mentions").path("parse").isArray()).isTrue();
        assertThat(json.path("allowed_mentions").path("parse")).isEmpty();
        assertThat(json.path("flags").asInt() & 0b1000_0000_0000_0100).isEqualTo(0b1000_0000_0000_0100);
        assertThat(text(message).split("```", -1).length % 2)
                .as("fences are closed")
                .isEqualTo(1);
        message.getFiles().forEach(file -> assertThat(file.getName()).isEqualTo("cf5xx.md"));
        return message;
    }

    /** The texts of a message, one after the other. */
    private static String text(MessageCreateData message) {
        return String.join("", read(message.toData().toString()).findValuesAsText("content"));
    }

    private static String file(List<FileUpload> files) {
        try (InputStream data = files.get(0).getData()) {
            return new String(data.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
