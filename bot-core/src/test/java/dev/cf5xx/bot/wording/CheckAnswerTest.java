package dev.cf5xx.bot.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.diagnose.Finding;
import dev.cf5xx.bot.diagnose.Observation;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.diagnose.SslMode;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a report answers to a question about it. */
class CheckAnswerTest {
    private static final Report EXPIRED = Reports.of(
                    Reports.diagnosis(Finding.CERTIFICATE_EXPIRED, true, Observation.CERTIFICATE_VALIDITY))
            .origin(Reports.origin(Reports.ORIGIN, new EnumMap<>(SslMode.class)))
            .showing("526")
            .build();

    private static Reply answer(String topic, Lang lang) {
        return new CheckReport(Knowledge.shipped())
                .answer(topic, EXPIRED, Reader.of(lang), CheckReport.View.CHANNEL)
                .orElseThrow();
    }

    private static List<Span> spans(Reply reply) {
        return reply.blocks().stream()
                .flatMap(block -> {
                    if (block instanceof Block.Paragraph paragraph) {
                        return paragraph.spans().stream();
                    }
                    return block instanceof Block.Bullets bullets
                            ? bullets.items().stream().flatMap(item -> item.spans().stream())
                            : Stream.empty();
                })
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"who-is-at-fault", "cause", "fix", "what-to-send-support"})
    void answer_toAnyQuestion_quotesOnlyWhatAStrangerWrote(String topic) {
        List<Span> spans = spans(answer(topic, Lang.EN));

        assertThat(spans).contains(new Span.Quoted("CN=shop.example.com"));
        assertThat(spans).contains(new Span.Moment(Instant.parse("2026-11-19T09:00:00Z")));
        assertThat(spans)
                .noneMatch(span ->
                        span instanceof Span.Quoted quoted && quoted.text().contains("certificate"));
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void handover_inEitherLanguage_saysOnceInWhichZoneItsTimeIs(Lang lang) {
        assertThat(PlainText.of(answer("what-to-send-support", lang)))
                .contains("2026-11-22 10:00:00 UTC")
                .doesNotContain("UTC UTC");
    }

    @Test
    void steps_thatWeakenProtection_comeLastAndNameTheirRisk() {
        assertThat(PlainText.of(answer("fix", Lang.EN)))
                .containsSubsequence("Renew the certificate", "Full works at once", "Risk: ", "Undo: ", "Safer: ");
    }
}
