package dev.cf5xx.bot.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.evidence.Pastes.Paste;
import dev.cf5xx.knowledge.Knowledge;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every text, not only for those somebody thought of. */
class ArtefactReaderPropertyTest {
    private static final ArtefactReader READER = new ArtefactReader(Knowledge.shipped());
    private static final List<Paste> PASTES = Pastes.all();

    /** Pieces from which pastes are made. */
    private static final List<String> PIECES = List.of(
            "\n",
            " ",
            "> ",
            "```",
            "`",
            "**",
            "||",
            "<",
            "</",
            ">",
            "&lt;",
            "&gt;",
            "&amp;",
            "<https://a.b|",
            "\"",
            "\\\"",
            "{",
            "}",
            ":",
            ",",
            "Error code 522",
            "Error 1016",
            "Ray ID: ",
            "9a17b7aaaed44a82",
            "-SJC",
            "2026-11-21 22:04:05 UTC",
            "Browser Working ",
            "Cloudflare Working ",
            "Host Error ",
            "shop.example.com",
            " | 522: Connection timed out",
            "Performance & security by Cloudflare",
            "error code: 521",
            "<div id=\"cf-error-details\">",
            "class=\"code-label\">",
            "\"error_code\":522",
            "\"cloudflare_error\":true",
            "HTTP/2 522",
            "server: cloudflare",
            "cf-ray: ",
            "* Trying ",
            "curl: (28) timed out",
            "curl -I https://a.b/",
            "colo=SJC",
            "fl=1a",
            "visit_scheme=https",
            "1.|-- 192.0.2.1 0.0% 10 1.0 1.0 1.0 1.0",
            " 2  * * *",
            " 1  1 ms  1 ms  1 ms  192.0.2.1",
            "Tracing route to a.b [192.0.2.1]",
            "connection failed a/b: dial tcp c: i/o timeout",
            "2026/11/21 22:04:05 [error] 1#1: ",
            "\"GET / HTTP/1.1\" 502 1",
            "verify error:num=10:expired",
            "GET https://a.b/ 524",
            "网站打不开",
            "，",
            "。",
            "\u200b",
            "\ud83d",
            "\0",
            "\r",
            "\t",
            "5",
            "İ");

    @Provide
    static Arbitrary<String> puzzles() {
        return Arbitraries.of(PIECES).list().ofMaxSize(25).map(pieces -> String.join("", pieces));
    }

    /** Any two pastes, cut anywhere, with anything between them. */
    @Provide
    static Arbitrary<String> shreds() {
        Arbitrary<String> shred = Combinators.combine(
                        Arbitraries.of(PASTES),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.doubles().between(0, 1))
                .as((paste, from, to) -> {
                    int length = paste.text().length();
                    int one = (int) (from * length);
                    int other = (int) (to * length);
                    return paste.text().substring(Math.min(one, other), Math.max(one, other));
                });
        return Combinators.combine(shred, puzzles(), shred).as((one, between, other) -> one + between + other);
    }

    @Property(tries = 2_000)
    void pieces_inAnyOrder_areReadWithinTheMessage(@ForAll("puzzles") String text) {
        SoundSpans.check(READER.in(text), text.length());
    }

    @Property(tries = 1_000)
    void shreds_ofPastes_areReadWithinTheMessage(@ForAll("shreds") String text) {
        SoundSpans.check(READER.in(text), text.length());
    }

    @Property(tries = 500)
    void anyText_isReadWithinTheMessageAndTwiceTheSame(@ForAll String text) {
        List<Artefact> found = READER.in(text);
        SoundSpans.check(found, text.length());
        assertThat(READER.in(text)).isEqualTo(found);
    }

    @Property(tries = 500)
    void facts_neverHoldMoreThanTheyMay(@ForAll("shreds") String text) {
        for (Artefact found : READER.in(text)) {
            assertThat(found.toString()).doesNotContain("s3cr3t");
            if (found.code() != null) {
                assertThat(found.code()).matches("5\\d\\d|1\\d{3,4}");
            }
        }
    }
}
