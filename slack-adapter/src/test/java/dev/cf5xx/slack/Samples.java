package dev.cf5xx.slack;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.diagnose.Diagnosis;
import dev.cf5xx.bot.diagnose.Finding;
import dev.cf5xx.bot.diagnose.Observation;
import dev.cf5xx.bot.diagnose.Observed;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.wording.CheckReport;
import dev.cf5xx.bot.wording.Explainer;
import dev.cf5xx.bot.wording.Reader;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Replies as the core makes them. */
final class Samples {
    /** The one person that a sample names. */
    static final String SOMEONE = "U0123ABCD";

    static final Knowledge KNOWLEDGE = Knowledge.shipped();

    private Samples() {}

    static Reply brief(String code, Lang lang) {
        return Explainer.brief(KNOWLEDGE.guide(code).orElseThrow(), new Reader(lang, "shop.example.com", Set.of()))
                .plus(buttons(lang));
    }

    static Reply full(String code, Lang lang) {
        return Explainer.full(KNOWLEDGE.guide(code).orElseThrow(), Reader.of(lang))
                .plus(buttons(lang));
    }

    static Reply report(Lang lang) {
        Report.Phases phases = new Report.Phases(12.34, 20.1, null, null, 32.5);
        Report report = new Report(
                "http://shop.example.com/",
                "shop.example.com",
                new Report.From(true, false, false, false),
                false,
                List.of(),
                null,
                "521",
                null,
                "unknown",
                null,
                null,
                phases,
                new Report.Dns("shop.example.com", "answered", List.of("203.0.113.7"), List.of()),
                null,
                Map.of(),
                List.of("http://shop.example.com/"),
                List.of(0),
                List.of(),
                List.of(new Diagnosis(
                        Finding.REFUSED,
                        "521",
                        Finding.REFUSED.fault(),
                        0.9,
                        false,
                        "203.0.113.7",
                        Map.of("address", "203.0.113.7", "port", "80"),
                        List.of(new Observed(Observation.NOT_PROXIED, Map.of("address", "203.0.113.7"))))),
                Instant.parse("2026-11-22T10:00:00Z"),
                32.5);
        return new CheckReport(KNOWLEDGE).brief(report, Reader.of(lang)).plus(buttons(lang));
    }

    private static Block.Actions buttons(Lang lang) {
        return lang == Lang.EN
                ? new Block.Actions(List.of(
                        new Block.Button("more:524", "Everything on 524", "more"),
                        new Block.Button("lang:zh", "中文", "中文")))
                : new Block.Actions(List.of(
                        new Block.Button("more:524", "524 的全部内容", "更多"),
                        new Block.Button("lang:en", "English", "English")));
    }

    /** Every kind of block and span, with a stranger's words wherever they may stand. */
    static Reply everything(Lang lang) {
        boolean en = lang == Lang.EN;
        return Reply.of(
                new Block.Heading(en ? "What *we* saw" : "看到了*什么*"),
                Block.Paragraph.of(
                        Span.strong(en ? "Title: " : "标题："),
                        new Span.Quoted(
                                "<!channel> <@U1|x> <#C2> @here :smile: <https://evil.example|good> *b* _i_ ~s~ `c` &lt;"),
                        Span.words(en ? ", at " : "，时间 "),
                        new Span.Moment(Instant.parse("2026-11-22T10:00:00Z")),
                        Span.words(" "),
                        new Span.Someone(SOMEONE),
                        new Span.Someone("B0123ABCD> <!channel>")),
                new Block.Bullets(
                        true,
                        List.of(
                                new Block.Item(
                                        List.of(
                                                Span.words(en ? "Ask " : "查看 "),
                                                new Span.Code("Server: `x`"),
                                                new Span.Code("``")),
                                        List.of("curl -sI https://shop.example.com/", "echo '```'")),
                                Block.Item.of(new Span.Quoted("- 1. \u202egpj.exe\n> quote")))),
                new Block.Bullets(
                        false,
                        List.of(Block.Item.of(new Span.Link(
                                "https://developers.cloudflare.com/a_(b)",
                                en ? "Cloudflare's page" : "Cloudflare 的页面")))),
                new Block.Listing("server {\n\tlisten 443;\n```\n@here\n}"),
                new Block.Actions(List.of(
                        new Block.Button("a", en ? "One" : "一", "1"),
                        new Block.Button("b", en ? "Two" : "二", "2"),
                        new Block.Button("c", en ? "Three" : "三", "3"),
                        new Block.Button("d", en ? "Four" : "四", "4"),
                        new Block.Button("e", en ? "Five" : "五", "5"),
                        new Block.Button("f", en ? "Six" : "六", "6"))),
                Block.Paragraph.of(Span.words(en ? "The end." : "完。")));
    }
}
