package dev.cf5xx.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Span;
import java.util.List;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.entities.Message;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Whatever a stranger wrote is read as it was written, and does nothing. */
class MarkupPropertyTest {
    /** Pieces that mean something to Discord, and what they may be hidden with. */
    private static final List<String> PIECES = List.of(
            "@everyone",
            "@here",
            "<@",
            "<@!",
            "<@&",
            "<#",
            "</",
            "<:",
            "<a:",
            "<t:",
            "<id:",
            "80351110224678912",
            ">",
            ":R>",
            ":smile:",
            "https://",
            "http://",
            "discord.gg/",
            "discord://",
            "www.",
            "evil.example",
            "/",
            "[",
            "](",
            ")",
            "!",
            "**",
            "__",
            "_",
            "*",
            "~~",
            "||",
            "`",
            "``",
            "```",
            "\\",
            "#",
            "##",
            "-#",
            ">>>",
            "-",
            "+",
            "1.",
            "2)",
            "=",
            "|",
            "---",
            "&lt;",
            "&amp;",
            "<b>",
            "\n",
            "\r\n",
            "\t",
            " ",
            "  ",
            "a",
            "字",
            "。",
            "：",
            "\u202e",
            "\u2066",
            "\u200b",
            "\u200d",
            "\u2028",
            "\u0085",
            "\0",
            "\u001b[0m",
            "\ud83d\ude00",
            "\ud83d",
            "\ude00",
            "\udb40\udc41",
            "\ufeff");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces)),
                Arbitraries.strings().all().ofMaxLength(40));
    }

    @Property(tries = 3000, seed = "524")
    void quoted_readAsMarkdown_isItselfAndNothingElse(@ForAll("texts") String text) {
        for (Markup markup : Markup.values()) {
            String line = markup.line(List.of(new Span.Quoted(text)));

            // CommonMark knows entities, Discord does not: a file has their ampersand escaped, a message not.
            String read = markup == Markup.FILE ? line : line.replace("&", "\\&");
            assertThat(plain(read)).isEqualTo(strip(Markup.clean(text)));
        }
    }

    @Property(tries = 3000, seed = "525")
    void quoted_hasNothingThatJdaOrDiscordTakesForAMention(@ForAll("texts") String text) {
        String line = Markup.MESSAGE.line(List.of(new Span.Quoted(text)));

        for (Message.MentionType type : Message.MentionType.values()) {
            // JDA does not know that a backslash takes the meaning of the two that are mere words.
            assertThat(line.replace("\\@", "")).doesNotContainPattern(type.getPattern());
        }
        assertThat(line).doesNotContainPattern(Pattern.compile("(?<!\\\\)(\\\\\\\\)*[@<>#\\[\\]`*_~|:/]"));
        assertThat(line.codePoints())
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE);
    }

    @Property(tries = 3000, seed = "526")
    void code_leavesNothingOutside_andBreaksOutOfNothing(@ForAll("texts") String text) {
        String code = Markup.MESSAGE.code(text);

        if (code.startsWith("`")) {
            String fence = code.startsWith("``") ? "``" : "`";
            String inside = code.substring(fence.length(), code.length() - fence.length());
            assertThat(code).endsWith(fence);
            assertThat(inside.isBlank()).isFalse();
            assertThat(inside).doesNotContain(fence).doesNotContain("\n");
            assertThat(code).doesNotContain("```");
        } else {
            assertThat(code).isEqualTo(Markup.MESSAGE.quoted(text));
        }
    }

    @Property(tries = 3000, seed = "527")
    void fence_whateverIsInIt_isOneBlock(@ForAll("texts") String text) {
        String fence = Markup.fence(text);

        if (!fence.isEmpty()) {
            assertThat(fence).startsWith("```\n").endsWith("\n```");
            assertThat(fence.substring(3, fence.length() - 3)).doesNotContain("```");
        }
    }

    @Property(tries = 3000, seed = "528")
    void link_whateverItsAddress_leadsThereOrNowhere(@ForAll("texts") String address, @ForAll("texts") String label) {
        String line = Markup.MESSAGE.line(List.of(new Span.Link("https://example.com/" + address, label)));

        String url = line.contains("<https://") ? line.substring(line.indexOf("<https://") + 1) : "";
        if (!url.isEmpty()) {
            assertThat(url.substring(0, url.indexOf('>'))).doesNotContainPattern("[\\s<>()\\[\\]\\\\`\"|]");
            assertThat(url.substring(url.indexOf('>'))).isIn(">", ">)");
        }
    }

    private static String strip(String text) {
        return text.strip().replaceAll(" +", " ");
    }

    /** The text of Markdown that is one paragraph of nothing but text. */
    private static String plain(String markdown) {
        Node document = Parser.builder().build().parse(markdown);
        StringBuilder text = new StringBuilder();
        if (document.getFirstChild() != null) {
            assertThat(document.getFirstChild()).as(markdown).isInstanceOf(Paragraph.class);
            assertThat(document.getFirstChild().getNext()).as(markdown).isNull();
        }
        document.accept(new AbstractVisitor() {
            @Override
            protected void visitChildren(Node parent) {
                assertThat(parent)
                        .as(markdown)
                        .isInstanceOfAny(org.commonmark.node.Document.class, Paragraph.class, Text.class);
                super.visitChildren(parent);
            }

            @Override
            public void visit(Text node) {
                text.append(node.getLiteral());
            }
        });
        return strip(text.toString());
    }
}
