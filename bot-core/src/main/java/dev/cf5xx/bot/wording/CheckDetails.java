package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.knowledge.Lang;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a check met on the way, for those who want all of it. */
final class CheckDetails {
    private final CheckSheet sheet;
    private final Report report;
    private final Lang lang;
    private final Filling filling;
    private final CheckModes modes;

    CheckDetails(CheckSheet sheet, CheckModes modes) {
        this.sheet = sheet;
        this.modes = modes;
        report = sheet.report;
        lang = sheet.lang;
        filling = sheet.filling;
    }

    /** Writes every hop, DNS, TLS, the trace and each origin's contacts. */
    void write() {
        sheet.list(Saying.IN_FRONT, report.because().stream().map(sheet::line).toList());
        way();
        dns();
        handshake(report.tls());
        trace();
        report.origins().forEach(this::origin);
    }

    private void way() {
        List<Item> items = new ArrayList<>();
        report.hops().forEach(hop -> items.add(Item.of(filling.quoted(hop))));
        if (report.tries().size() > 1) {
            items.add(Item.of(Span.words(Saying.TRIES.in(
                    lang,
                    report.tries().stream()
                            .map(status -> status == 0 ? Saying.NO_STATUS.in(lang) : String.valueOf(status))
                            .collect(Collectors.joining(Saying.LIST_SEPARATOR.in(lang)))))));
        }
        List<Span> author = new ArrayList<>();
        sheet.around(Saying.ANSWER_BY, author, inner -> filling.terms(List.of(report.source()), false, inner));
        items.add(CheckSheet.item(author));
        String phases = phases(report.phases());
        if (!phases.isEmpty()) {
            items.add(Item.of(Span.words(phases)));
        }
        sheet.list(Saying.WAY, items);
    }

    private String phases(Report.Phases phases) {
        List<String> parts = new ArrayList<>();
        phase("DNS", phases.dnsMs(), parts);
        phase("TCP", phases.tcpMs(), parts);
        phase("TLS", phases.tlsMs(), parts);
        phase(Saying.FIRST_BYTE.in(lang), phases.ttfbMs(), parts);
        phase(Saying.TOTAL.in(lang), phases.totalMs(), parts);
        return String.join(" · ", parts);
    }

    private void phase(String name, @Nullable Double millis, List<String> parts) {
        if (millis != null) {
            parts.add(name + " " + Figures.millis(millis, lang));
        }
    }

    private void dns() {
        List<Item> items = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        spans.add(filling.quoted(report.dns().name()));
        Filling.words(Saying.COLON.in(lang), false, spans);
        filling.terms(List.of(report.dns().outcome()), false, spans);
        items.add(CheckSheet.item(spans));
        named(Saying.ALIASES, report.dns().aliases(), items);
        named(Saying.ADDRESSES, report.dns().addresses(), items);
        sheet.list(Saying.DNS_SECTION, items);
    }

    private void named(Saying frame, List<String> values, List<Item> items) {
        if (!values.isEmpty()) {
            List<Span> spans = new ArrayList<>();
            sheet.around(
                    frame,
                    spans,
                    inner -> inner.add(filling.quoted(String.join(Saying.LIST_SEPARATOR.in(lang), values))));
            items.add(CheckSheet.item(spans));
        }
    }

    private void handshake(Report.@Nullable Handshake handshake) {
        if (handshake != null) {
            sheet.list(Saying.HANDSHAKE, details(handshake));
        }
    }

    private List<Item> details(Report.Handshake handshake) {
        List<Item> items = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        Filling.words("TLS" + Saying.COLON.in(lang), false, spans);
        filling.terms(List.of(handshake.outcome()), false, spans);
        if (handshake.alert() != null) {
            Filling.words(" · " + Saying.ALERT.in(lang, handshake.alert()), false, spans);
        }
        Stream.of(handshake.version(), handshake.cipher(), handshake.alpn())
                .flatMap(Stream::ofNullable)
                .forEach(value -> {
                    Filling.words(" · ", false, spans);
                    spans.add(filling.quoted(value));
                });
        items.add(CheckSheet.item(spans));
        handshake.chain().forEach(issued -> items.add(certificate(issued)));
        termed(Saying.REFUSED_BY_STRICT, handshake.problems(), items);
        termed(Saying.WORTH_KNOWING, handshake.remarks(), items);
        if (!handshake.chain().isEmpty()) {
            termed(Saying.REVOCATION, List.of(handshake.revocation()), items);
        }
        return items;
    }

    private Item certificate(Report.Issued issued) {
        List<Span> spans = new ArrayList<>();
        spans.add(filling.quoted(issued.subject()));
        Filling.words(Saying.CLAUSE_SEPARATOR.in(lang), false, spans);
        sheet.around(Saying.ISSUED_BY, spans, inner -> inner.add(filling.quoted(issued.issuer())));
        Filling.words(Saying.CLAUSE_SEPARATOR.in(lang), false, spans);
        String[] valid = Saying.VALID.in(lang, "\0", "\0").split("\0", -1);
        Filling.words(valid[0], false, spans);
        spans.add(new Span.Moment(issued.notBefore()));
        Filling.words(valid[1], false, spans);
        spans.add(new Span.Moment(issued.notAfter()));
        Filling.words(
                (lang == Lang.EN ? " (" : "（")
                        + Figures.ago(issued.notAfter(), report.checkedAt(), lang)
                        + (lang == Lang.EN ? ")" : "）"),
                false,
                spans);
        if (!issued.names().isEmpty()) {
            Filling.words(Saying.CLAUSE_SEPARATOR.in(lang), false, spans);
            sheet.around(
                    Saying.NAMES,
                    spans,
                    inner -> inner.add(filling.quoted(String.join(Saying.LIST_SEPARATOR.in(lang), issued.names()))));
        }
        Filling.words(Saying.CLAUSE_SEPARATOR.in(lang), false, spans);
        spans.add(filling.quoted(issued.key() + ", " + issued.signature()));
        Filling.words(Saying.CLAUSE_SEPARATOR.in(lang), false, spans);
        sheet.around(Saying.SERIAL, spans, inner -> inner.add(filling.quoted(issued.serial())));
        return CheckSheet.item(spans);
    }

    private void termed(Saying frame, List<String> tags, List<Item> items) {
        if (!tags.isEmpty()) {
            List<Span> spans = new ArrayList<>();
            sheet.around(frame, spans, inner -> filling.terms(tags, false, inner));
            items.add(CheckSheet.item(spans));
        }
    }

    /** The trace without what is the checker's own. */
    private void trace() {
        List<Item> items = new ArrayList<>();
        report.trace().forEach((key, value) -> {
            if (!key.equals("ip") && !key.equals("uag")) {
                items.add(Item.of(filling.quoted(key + "=" + value)));
            }
        });
        sheet.list(Saying.TRACE, items);
    }

    private void origin(Report.Origin origin) {
        List<Span> title = new ArrayList<>();
        String[] around = Saying.ORIGIN.in(lang, "\0").split("\0", -1);
        Filling.words(around[0], true, title);
        title.add(filling.quoted(origin.address()));
        Filling.words(around[1], true, title);
        sheet.paragraph(title);
        List<Item> items = new ArrayList<>();
        if (origin.refused() != null) {
            List<Span> spans = new ArrayList<>();
            modes.notLookedAt(origin.refused(), spans);
            items.add(CheckSheet.item(spans));
        }
        contact(Saying.OVER_TLS, origin.https(), items);
        contact(Saying.OVER_PLAIN_HTTP, origin.http(), items);
        modes.full(origin, items);
        sheet.bullets(items);
    }

    private void contact(Saying how, Report.@Nullable Contact contact, List<Item> items) {
        if (contact == null) {
            return;
        }
        List<Span> spans = new ArrayList<>();
        Filling.words(how.in(lang) + Saying.COLON.in(lang) + "TCP ", false, spans);
        filling.terms(List.of(contact.tcp()), false, spans);
        if (contact.outcome() != null) {
            Filling.words(" · HTTP ", false, spans);
            filling.terms(List.of(contact.outcome()), false, spans);
        }
        if (contact.status() != null) {
            Filling.words(" · " + contact.status(), false, spans);
        }
        if (contact.server() != null && !contact.server().isBlank()) {
            Filling.words(" · Server" + Saying.COLON.in(lang), false, spans);
            spans.add(filling.quoted(contact.server()));
        }
        if (contact.headBytes() != null) {
            Filling.words(
                    " · " + Saying.HEADERS.in(lang, Figures.bytes(BigDecimal.valueOf(contact.headBytes()), lang)),
                    false,
                    spans);
        }
        String phases = phases(contact.phases());
        Filling.words(phases.isEmpty() ? "" : " · " + phases, false, spans);
        items.add(CheckSheet.item(spans));
        if (contact.tls() != null) {
            items.addAll(details(contact.tls()));
        }
    }
}
