package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.diagnose.Diagnosis;
import dev.cf5xx.bot.diagnose.Finding;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.knowledge.Meaning.Place;
import java.util.EnumSet;
import java.util.Set;

/** How sure a report is of what it found, and whether Cloudflare shows an error for it, would, or only may. */
final class CheckCertainty {
    static final String FINE = " ✓";
    static final String BROKEN = " ✗";
    static final String UNKNOWN = " ?";

    /** Findings of the edge itself: no outsider's guess that Cloudflare would have to confirm. */
    private static final Set<Finding> OF_THE_EDGE = EnumSet.of(Finding.EDGE_530_UNKNOWN, Finding.EDGE_STILL_WAITING);

    /** Findings that Cloudflare meets too; uncertain is only what it makes of them, as their own words say. */
    private static final Set<Finding> SEEN_BY_ALL = EnumSet.of(
            Finding.CERTIFICATE_WEAK,
            Finding.STATUS_UNKNOWN,
            Finding.HEADERS_STALLED,
            Finding.H2_NOT_SPOKEN,
            Finding.H2_GOAWAY);

    /** After these nobody knows what lies behind. */
    private static final Set<Finding> VEILED =
            EnumSet.of(Finding.CHALLENGED, Finding.BLOCKED, Finding.SAMPLE_PAGE, Finding.REDIRECT_WITH_COOKIE);

    private final Report report;

    CheckCertainty(Report report) {
        this.report = report;
    }

    /** @param at where on the way the finding lies */
    String sign(Diagnosis diagnosis, Place at) {
        if (VEILED.contains(diagnosis.finding())) {
            return UNKNOWN;
        } else if (diagnosis.finding().harmless()) {
            return FINE;
        }
        boolean sure = diagnosis.certain() || at == Place.YOU || isErrorShown();
        return sure ? BROKEN : UNKNOWN;
    }

    /** Whether Cloudflare showed an error. */
    private boolean isErrorShown() {
        return Boolean.TRUE.equals(report.behindCloudflare()) && report.status() != null && report.status() >= 500;
    }

    /** Whether Cloudflare showed this error, and not only would. */
    boolean isShown(String code) {
        return isErrorShown() && code.equals(String.valueOf(report.status()));
    }

    /** What Cloudflare would make of a thing that this check saw without it; empty for a thing seen at the edge. */
    static String guessed(Diagnosis diagnosis) {
        return diagnosis.code() == null
                        || diagnosis.finding().code() == null
                        || OF_THE_EDGE.contains(diagnosis.finding())
                ? ""
                : diagnosis.code();
    }

    /** Whether Cloudflare may see something else than this check did. */
    static boolean isGuess(Diagnosis diagnosis) {
        return !diagnosis.certain() && !SEEN_BY_ALL.contains(diagnosis.finding());
    }

    /** Whether Cloudflare meets this too. */
    static boolean isSeenByAll(Finding finding) {
        return SEEN_BY_ALL.contains(finding);
    }
}
