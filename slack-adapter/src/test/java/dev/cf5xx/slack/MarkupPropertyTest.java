package dev.cf5xx.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Document;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Whatever a stranger wrote is read as it was written, and does nothing. */
class MarkupPropertyTest {
    /** Pieces that mean something to Slack, and what they may be hidden with. */
    private static final List<String> PIECES = List.of(
            "<!channel>",
            "<!here|x>",
            "<!everyone>",
            "<!subteam^S1>",
            "<!date^1^{date}|x>",
            "<@U024BE7LH>",
            "<#C024BE7LR|general>",
            "<https://evil.example|good>",
            "<mailto:a@b.example>",
            "<",
            ">",
            "|",
            "&lt;",
            "&amp;lt;",
            "&",
            "@here",
            "@channel",
            "#general",
            "https://",
            "http://",
            "www.",
            "evil.example",
            "a@b.example",
            "slack://x",
            "/",
            "*",
            "**",
            "_",
            "~",
            "`",
            "```",
            ":smile:",
            ":",
            ">>>",
            "•",
            "- ",
            "1. ",
            "# ",
            "[x](y)",
            "\\",
            "\n",
            "\r\n",
            "\t",
            " ",
            "a",
            "字",
            "。",
            "\u202e",
            "\u2066",
            "\u200b",
            "\u2060",
            "\u2028",
            "\u0085",
            "\0",
            "\u001b[0m",
            "\ud83d\ude00",
            "\ud83d",
            "\ude00",
            "\udb40\udc41",
            "\ufeff");

    /** What has a meaning in mrkdwn, where it stands alone or beside what it works on. */
    private static final Pattern ACTIVE = Pattern.compile("(?<!\u2060)[*_~`@#]|[*_~`@#](?!\u2060)"
            + "|[\\p{L}\\p{N}][.:/]|[.:/][\\p{L}\\p{N}]|<|>|&(?!(?:amp|lt|gt);)");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces)),
                Arbitraries.strings().all().ofMaxLength(40));
    }

    @Property(tries = 2000, seed = "524")
    void quoted_inBlocks_isTheTextItWas_andNothingElse(@ForAll("texts") String text) {
        SlackMessage message = SlackRenderer.message(Reply.of(
                Block.Paragraph.of(new Span.Quoted(text)),
                new Block.Bullets(false, List.of(Block.Item.of(new Span.Quoted(text), new Span.Code(text))))));

        List<JsonNode> leaves = new ArrayList<>();
        message.blocks().forEach(block -> leaves(block, leaves));
        String clean = Mrkdwn.clean(text);
        for (JsonNode leaf : leaves) {
            assertThat(leaf.path("type").asText()).isEqualTo("text");
            assertThat(leaf.path("text").asText()).isIn(clean, "…");
            if (clean.matches("(?s).*(?:[a-z]\\.[a-z]|://|@).*")
                    && leaf.path("text").asText().equals(clean)) {
                assertThat(leaf.path("style").path("code").asBoolean()).isTrue();
            }
        }
        assertThat(message.file()).isNull();
    }

    private static void leaves(JsonNode node, List<JsonNode> leaves) {
        if (node.has("elements")) {
            assertThat(Set.of("rich_text", "rich_text_section", "rich_text_list"))
                    .contains(node.path("type").asText());
            node.path("elements").forEach(inner -> leaves(inner, leaves));
        } else {
            leaves.add(node);
        }
    }

    @Property(tries = 3000, seed = "525")
    void quoted_inNotifications_mentionsLinksAndFormatsNothing(@ForAll("texts") String text) {
        String quoted = Mrkdwn.quoted(text);

        assertThat(quoted).doesNotContainPattern(ACTIVE);
        assertThat(quoted.codePoints())
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
        String read = quoted.replace("\u2060", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
        assertThat(read).isEqualTo(Mrkdwn.clean(text));
    }

    @Property(tries = 3000, seed = "526")
    void code_inNotifications_endsWhereItEnds(@ForAll("texts") String text) {
        String code = Mrkdwn.code(text);

        assertThat(code).doesNotContain("<", ">", "\n");
        if (!code.isBlank()) {
            assertThat(code).startsWith("`").endsWith("`");
            assertThat(code.substring(1, code.length() - 1)).isNotBlank().doesNotContain("`");
        }
    }

    @Property(tries = 3000, seed = "527")
    void quoted_inAFile_isOneParagraphOfText(@ForAll("texts") String text) {
        String file = FileText.of(Reply.of(Block.Paragraph.of(Span.words("x "), new Span.Quoted(text))));

        StringBuilder read = new StringBuilder();
        Parser.builder().build().parse(file).accept(new AbstractVisitor() {
            @Override
            protected void visitChildren(Node parent) {
                assertThat(parent).as(file).isInstanceOfAny(Document.class, Paragraph.class, Text.class);
                super.visitChildren(parent);
            }

            @Override
            public void visit(Text node) {
                read.append(node.getLiteral());
            }
        });
        assertThat(squeezed(read.toString())).isEqualTo(squeezed("x " + Mrkdwn.clean(text)));
    }

    private static String squeezed(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    @Property(tries = 3000, seed = "528")
    void link_whateverItsAddress_leadsThereOrNowhere(@ForAll("texts") String address, @ForAll("texts") String label) {
        String url = "https://example.com/" + address;
        SlackMessage message = SlackRenderer.message(Reply.of(Block.Paragraph.of(new Span.Link(url, label))));

        List<String> links = message.blocks().findValuesAsText("url");
        assertThat(links).allSatisfy(link -> assertThat(link).isEqualTo(url).doesNotContainPattern("[\\s<>|\"`]"));
        // In a notification: one link to that address, or none.
        String text = message.text();
        int open = text.indexOf('<');
        assertThat(text.lastIndexOf('<')).isEqualTo(open);
        assertThat(open >= 0).isEqualTo(!links.isEmpty());
        if (open >= 0) {
            assertThat(text.indexOf('>')).isEqualTo(text.length() - 1);
            assertThat(text.substring(open + 1).split("[|>]", 2)[0].replace("&amp;", "&"))
                    .isEqualTo(url);
        }
    }
}
