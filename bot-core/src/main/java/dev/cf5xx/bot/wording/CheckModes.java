package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.diagnose.Finding;
import dev.cf5xx.bot.diagnose.Outlook;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.diagnose.SslMode;
import dev.cf5xx.knowledge.Lang;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What Cloudflare would return under each SSL mode, origin by origin. */
final class CheckModes {
    private static final int MOST_ORIGINS_IN_BRIEF = 3;
    private static final int MOST_REASONS_IN_BRIEF = 2;

    /** Origins that the edge gets through to, or does without: what Cloudflare gets there cannot be told from here. */
    private static final Set<Finding> CLOSED = EnumSet.of(
            Finding.ORIGIN_ADMITS_ONLY_CLOUDFLARE,
            Finding.ORIGIN_CLOSED_HERE,
            Finding.ORIGIN_OUT_OF_REACH,
            Finding.ORIGIN_PULLS);

    private final CheckSheet sheet;
    private final Report report;
    private final Lang lang;

    CheckModes(CheckSheet sheet) {
        this.sheet = sheet;
        report = sheet.report;
        lang = sheet.lang;
    }

    /** A line for each origin. */
    void brief() {
        List<Item> items = report.origins().stream()
                .filter(origin -> !origin.bySslMode().isEmpty() || origin.refused() != null)
                .limit(MOST_ORIGINS_IN_BRIEF)
                .map(this::modesInBrief)
                .collect(Collectors.toCollection(ArrayList::new));
        if (report.origins().size() > MOST_ORIGINS_IN_BRIEF) {
            items.add(
                    Item.of(Span.words(Saying.AND_MORE.in(lang, report.origins().size() - MOST_ORIGINS_IN_BRIEF))));
        }
        sheet.list(Saying.BY_SSL_MODE, items);
    }

    /** {@code 203.0.x.x: Off, Flexible, Full ✓ 200 · Full (strict) ✗ 526 certificate expired (certain)} */
    private Item modesInBrief(Report.Origin origin) {
        List<Span> spans = new ArrayList<>();
        spans.add(sheet.filling.quoted(origin.address()));
        Filling.words(Saying.COLON.in(lang), false, spans);
        if (origin.refused() != null) {
            notLookedAt(origin.refused(), spans);
            return CheckSheet.item(spans);
        }
        Outlook strict = origin.bySslMode().get(SslMode.STRICT);
        if (strict != null && isClosed(origin)) {
            sheet.around(Saying.ONLY_FROM_HERE, spans, inner -> Filling.words(seen(strict), false, inner));
            return CheckSheet.item(spans);
        }
        List<Map.Entry<List<SslMode>, Outlook>> groups = new ArrayList<>();
        for (SslMode mode : SslMode.values()) {
            Outlook outlook = origin.bySslMode().get(mode);
            if (outlook == null) {
                continue;
            }
            if (!groups.isEmpty() && groups.get(groups.size() - 1).getValue().equals(outlook)) {
                groups.get(groups.size() - 1).getKey().add(mode);
            } else {
                groups.add(Map.entry(new ArrayList<>(List.of(mode)), outlook));
            }
        }
        boolean first = true;
        for (Map.Entry<List<SslMode>, Outlook> group : groups) {
            String modes = group.getKey().stream()
                    .map(mode -> mode(mode).in(lang))
                    .collect(Collectors.joining(Saying.LIST_SEPARATOR.in(lang)));
            Filling.words((first ? "" : " · ") + modes, false, spans);
            outlook(group.getValue(), MOST_REASONS_IN_BRIEF, spans);
            first = false;
        }
        return CheckSheet.item(spans);
    }

    /** A line for each mode of one origin. */
    void full(Report.Origin origin, List<Item> items) {
        Outlook closed = isClosed(origin) ? origin.bySslMode().get(SslMode.STRICT) : null;
        if (closed != null) {
            List<Span> spans = new ArrayList<>();
            sheet.around(Saying.ONLY_FROM_HERE, spans, inner -> Filling.words(seen(closed), false, inner));
            items.add(CheckSheet.item(spans));
        }
        for (SslMode mode : SslMode.values()) {
            Outlook outlook = closed != null ? null : origin.bySslMode().get(mode);
            if (outlook != null) {
                List<Span> spans = new ArrayList<>();
                Filling.words(mode(mode).in(lang), false, spans);
                outlook(outlook, Integer.MAX_VALUE, spans);
                items.add(CheckSheet.item(spans));
            }
        }
    }

    /** Whether the edge answers, and this origin does not answer us. */
    private boolean isClosed(Report.Origin origin) {
        return report.diagnoses().stream()
                .anyMatch(diagnosis ->
                        CLOSED.contains(diagnosis.finding()) && origin.address().equals(diagnosis.origin()));
    }

    private String seen(Outlook outlook) {
        Finding reason = outlook.reasons().get(0);
        return reason == Finding.ORIGIN_FINE && outlook.status() != null
                ? "HTTP " + outlook.status()
                : sheet.meaning(reason).label().in(lang);
    }

    private void outlook(Outlook outlook, int reasons, List<Span> spans) {
        boolean ok = outlook.result() == Outlook.Result.OK;
        Filling.words(ok ? CheckCertainty.FINE : CheckCertainty.BROKEN, false, spans);
        String number = outlook.code() != null
                ? outlook.code()
                : outlook.status() == null ? "" : String.valueOf(outlook.status());
        boolean named = outlook.result() == Outlook.Result.ERROR
                && sheet.meaning(outlook.reasons().get(0)).label().in(lang).contains(number);
        Filling.words(number.isEmpty() || named ? "" : " " + number, false, spans);
        if (outlook.result() == Outlook.Result.PASSED_THROUGH) {
            Filling.words(" " + Saying.PASSED_THROUGH.in(lang), false, spans);
        } else if (!ok) {
            String labels = outlook.reasons().stream()
                    .limit(reasons)
                    .map(reason -> sheet.meaning(reason).label().in(lang))
                    .distinct()
                    .collect(Collectors.joining(Saying.LIST_SEPARATOR.in(lang)));
            Filling.words(labels.isEmpty() ? "" : " " + labels, false, spans);
        }
        if (!outlook.certain()) {
            boolean seenByAll = !outlook.reasons().isEmpty()
                    && CheckCertainty.isSeenByAll(outlook.reasons().get(0));
            Filling.words((seenByAll ? Saying.LIKELY : Saying.IF_SAME).in(lang), false, spans);
        } else if (!ok) {
            Filling.words(Saying.CERTAIN.in(lang), false, spans);
        }
    }

    void notLookedAt(String reason, List<Span> spans) {
        sheet.around(Saying.NOT_LOOKED_AT, spans, inner -> sheet.filling.terms(List.of(reason), false, inner));
    }

    private static Saying mode(SslMode mode) {
        return switch (mode) {
            case OFF -> Saying.MODE_OFF;
            case FLEXIBLE -> Saying.MODE_FLEXIBLE;
            case FULL -> Saying.MODE_FULL;
            case STRICT -> Saying.MODE_STRICT;
        };
    }
}
