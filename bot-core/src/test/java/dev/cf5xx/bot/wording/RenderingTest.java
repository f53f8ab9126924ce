package dev.cf5xx.bot.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Block.Paragraph;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.knowledge.Fact;
import dev.cf5xx.knowledge.Guide;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every reply renders as text and as Markdown that reads back as it was meant, whatever a stranger put into it. */
class RenderingTest {
    private static final Knowledge KNOWLEDGE = Knowledge.shipped();

    static Stream<Arguments> guides() {
        return KNOWLEDGE.guides().stream()
                .flatMap(guide -> Stream.of(Lang.values()).map(lang -> Arguments.of(guide.code(), lang)));
    }

    private static List<Reply> replies(Guide guide, Reader reader) {
        List<Reply> replies = new ArrayList<>();
        replies.add(Explainer.brief(guide, reader));
        replies.add(Explainer.full(guide, reader));
        replies.add(Explainer.generic(guide, reader));
        List<String> topics = new ArrayList<>(KNOWLEDGE.words().topics().keySet());
        topics.add("no-such-topic");
        topics.forEach(topic -> {
            Reply part = Explainer.part(guide, topic, fact -> true, reader);
            if (part != null) {
                replies.add(part);
            }
        });
        return replies;
    }

    /** All text of a node, line breaks of the source as blanks. */
    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text it) {
                text.append(it.getLiteral());
            }

            @Override
            public void visit(Code it) {
                text.append(it.getLiteral());
            }
        });
        return text.toString();
    }

    private static List<String> kinds(Node node) {
        List<String> kinds = new ArrayList<>();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            kinds.add(child.getClass().getSimpleName());
            kinds.addAll(kinds(child));
        }
        return kinds;
    }

    private static List<String> strong(Node node) {
        List<String> found = new ArrayList<>();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(StrongEmphasis it) {
                found.add(text(it));
            }
        });
        return found;
    }

    @ParameterizedTest
    @MethodSource("guides")
    void reply_anyGuideAndPart_rendersWithoutPlaceholdersOrLooseMarkup(String code, Lang lang) {
        Guide guide = KNOWLEDGE.guide(code).orElseThrow();
        for (Reply reply : replies(guide, new Reader(lang, "shop.example.net", Set.of("railgun")))) {
            String plain = PlainText.of(reply);
            String markdown = Markdown.of(reply);
            assertThat(plain).isNotBlank().doesNotContain("{host}", "{origin}", "{time}", "{0}", "{1}");
            assertThat(markdown).isNotBlank().doesNotContain("{host}", "{origin}", "{time}", "{0}", "{1}");
            assertThat(text(Parser.builder().build().parse(markdown)))
                    .as(markdown)
                    .doesNotContain("**");
        }
    }

    @ParameterizedTest
    @MethodSource("guides")
    void strongWords_anyGuide_areStrongInMarkdown(String code, Lang lang) {
        Reply reply = Explainer.brief(KNOWLEDGE.guide(code).orElseThrow(), Reader.of(lang));
        List<String> meant = reply.blocks().stream()
                .flatMap(RenderingTest::spans)
                .filter(span -> span instanceof Span.Words words && words.strong())
                .map(span -> ((Span.Words) span).text().replaceFirst("[\\s:：]+$", ""))
                .toList();
        assertThat(strong(Parser.builder().build().parse(Markdown.of(reply)))).isEqualTo(meant);
    }

    private static Stream<Span> spans(Block block) {
        if (block instanceof Paragraph paragraph) {
            return paragraph.spans().stream();
        }
        return block instanceof Block.Bullets bullets
                ? bullets.items().stream().flatMap(item -> item.spans().stream())
                : Stream.empty();
    }

    @ParameterizedTest
    @MethodSource("guides")
    void supersededFacts_anyReply_areNeverShown(String code, Lang lang) {
        Guide guide = KNOWLEDGE.guide(code).orElseThrow();
        Set<String> current =
                guide.current().stream().map(fact -> fact.text().in(lang)).collect(Collectors.toSet());
        List<String> old = guide.facts().stream()
                .filter(fact -> !guide.current().contains(fact))
                .map(fact -> fact.text().in(lang))
                .filter(text -> !current.contains(text))
                .toList();
        for (Reply reply : replies(guide, new Reader(lang, null, Set.of("railgun")))) {
            String shown = PlainText.of(reply);
            assertThat(old).noneMatch(shown::contains);
        }
    }

    @Test
    void current_everyFactOf524_isInTheFullAnswer() {
        Guide guide = KNOWLEDGE.guide("524").orElseThrow();
        String full = PlainText.of(Explainer.full(guide, new Reader(Lang.EN, null, Set.of("railgun"))));
        for (Fact fact : guide.current()) {
            if (fact.url() == null) {
                assertThat(full).contains(fact.text().en());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"523", "524"})
    void railgun_whoDidNotNameIt_isNotToldOfIt(String code) {
        Guide guide = KNOWLEDGE.guide(code).orElseThrow();
        List<String> only = guide.current().stream()
                .filter(fact ->
                        guide.variant(fact.variant()).map(it -> it.whenNamed()).orElse(false))
                .map(fact -> fact.text().en())
                .toList();
        assertThat(only).isNotEmpty();
        String unnamed =
                replies(guide, Reader.of(Lang.EN)).stream().map(PlainText::of).collect(Collectors.joining());
        String named = replies(guide, new Reader(Lang.EN, null, Set.of("railgun"))).stream()
                .map(PlainText::of)
                .collect(Collectors.joining());
        assertThat(only).noneMatch(unnamed::contains);
        assertThat(only).anyMatch(named::contains);
    }

    @Test
    void commands_readerWithAHost_containIt() {
        for (Guide guide : KNOWLEDGE.guides()) {
            boolean hasHost = guide.current().stream()
                    .filter(fact -> fact.variant() == null)
                    .flatMap(fact -> fact.commands().stream())
                    .anyMatch(command -> command.run().contains("{host}"));
            String full = PlainText.of(Explainer.full(guide, new Reader(Lang.EN, "shop.example.net", Set.of())));
            assertThat(!hasHost || full.contains("shop.example.net"))
                    .as(guide.code())
                    .isTrue();
        }
        Guide guide = KNOWLEDGE.guide("521").orElseThrow();
        assertThat(PlainText.of(Explainer.full(guide, Reader.of(Lang.EN)))).contains("www.example.com");
    }

    static Stream<String> strangers() {
        return Stream.of(
                "**bold** _it_ ~~no~~",
                "# heading",
                "- item",
                "1. item",
                "> quote",
                "[link](https://evil.example/)",
                "![image](https://evil.example/x.png)",
                "<https://evil.example/>",
                "<b>html</b><script>alert(1)</script>",
                "<!-- comment -->",
                "`code` ``` fence",
                "```",
                "&lt;b&gt; &amp;",
                "\\*not escaped\\*",
                "---",
                "a\nb\n\n# c",
                "    indented",
                "@everyone <@U1> <!here>",
                "\u001b[31mred\u001b]0;title\u0007",
                "\u202egnp.exe\u202c \u2066x\u2069",
                "\0\r\b\u009b31m",
                "[ref]: https://evil.example/",
                "a | b\n--|--",
                "日本\u200b語");
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void quoted_hostileText_isLiteralInMarkdown(String hostile) {
        String visible = PlainText.clean(hostile);
        for (String around : List.of("", "before ")) {
            Reply reply = Reply.of(
                    Paragraph.of(Span.words(around), new Span.Quoted(hostile), Span.words(" after")),
                    new Block.Bullets(true, List.of(Item.of(new Span.Quoted(hostile)))));
            String markdown = Markdown.of(reply);
            Node parsed = Parser.builder().build().parse(markdown);
            assertThat(kinds(parsed)).as(markdown).containsOnly("Paragraph", "Text", "OrderedList", "ListItem");
            assertThat(text(parsed).replace(" ", ""))
                    .as(markdown)
                    .isEqualTo((around + visible + "after" + visible).replace(" ", ""));
            assertThat(markdown).doesNotContainPattern("[\\p{Cntrl}&&[^\n]]").doesNotContainPattern("\\p{Cf}");
        }
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void code_hostileText_staysInsideItsSpanAndListing(String hostile) {
        Reply reply = Reply.of(
                Paragraph.of(new Span.Code("x" + hostile + "x")),
                new Block.Bullets(false, List.of(new Item(List.of(Span.words("do")), List.of("x" + hostile)))));
        Node parsed = Parser.builder().build().parse(Markdown.of(reply));
        assertThat(kinds(parsed))
                .as(Markdown.of(reply))
                .containsExactly("Paragraph", "Code", "BulletList", "ListItem", "Paragraph", "Text", "FencedCodeBlock");
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void anySpan_hostileText_cannotSteerATerminal(String hostile) {
        Reply reply = Reply.of(
                new Block.Heading(hostile),
                Paragraph.of(new Span.Quoted(hostile), new Span.Code(hostile), Span.words(hostile)),
                new Block.Bullets(false, List.of(new Item(List.of(new Span.Quoted(hostile)), List.of(hostile)))),
                new Block.Listing(hostile));
        String plain = PlainText.of(reply);
        assertThat(plain).doesNotContainPattern("[\\p{Cntrl}&&[^\n]]").doesNotContainPattern("\\p{Cf}");
        assertThat(PlainText.of(Reply.of(Paragraph.of(new Span.Quoted(hostile))))
                        .lines()
                        .count())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void moment_anyRenderer_isShownInUtc() {
        Reply reply = Reply.of(Paragraph.of(new Span.Moment(Instant.parse("2026-11-21T22:04:00Z"))));
        assertThat(PlainText.of(reply)).isEqualTo("2026-11-21 22:04:00 UTC");
        assertThat(Markdown.of(reply)).isEqualTo("2026-11-21 22:04:00 UTC");
    }

    @Test
    void unknownCode_hostileEcho_isShortAndLiteral() {
        for (Lang lang : Lang.values()) {
            String plain = PlainText.of(Talk.unknownCode(KNOWLEDGE, "x\u001b[31m" + "y".repeat(500), lang));
            assertThat(plain).contains("…").doesNotContain("\u001b", "yyyyyyyyyyyyyyyyyyyyy");
        }
    }
}
