package dev.cf5xx.bot.diagnose;

import dev.cf5xx.knowledge.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that stands in the way of a request, and what Cloudflare makes of it.
 *
 * @param finding what
 * @param reasons the findings it consists of; itself, mostly
 * @param result what becomes of the request
 * @param code the code Cloudflare shows; null for none
 * @param status the status a visitor sees; null where none can be told
 * @param fault on whose side
 * @param certain whether it is certain from here
 * @param confidence how sure, 0 to 1
 * @param values what its words are filled with
 * @param evidence the lines it rests on
 */
record Cause(
        Finding finding,
        List<Finding> reasons,
        Outlook.Result result,
        @Nullable String code,
        @Nullable Integer status,
        Fault fault,
        boolean certain,
        double confidence,
        Map<String, String> values,
        List<Observed> evidence) {
    private static final int MOST_LINES = 5;
    private static final double SURE = 0.95;
    private static final double UNSURE = 0.7;

    /** An error of Cloudflare's with the finding's own code, certain from here; names and values in turn. */
    static Cause of(Finding finding, String... pairs) {
        String code = finding.code();
        return new Cause(
                finding,
                List.of(finding),
                Outlook.Result.ERROR,
                code,
                code == null ? null : Integer.valueOf(code),
                finding.fault(),
                true,
                SURE,
                Values.of(finding.slots(), pairs),
                List.of());
    }

    /** The same, where only Cloudflare could tell. */
    Cause uncertain() {
        return sure(false, UNSURE);
    }

    /** The same, so sure. */
    Cause sure(boolean certainly, double howSure) {
        return new Cause(finding, reasons, result, code, status, fault, certainly, howSure, values, evidence);
    }

    /** The same as an error of the origin's own that is passed through. */
    Cause passedThrough(int answered) {
        return new Cause(
                finding,
                reasons,
                Outlook.Result.PASSED_THROUGH,
                Integer.toString(answered),
                answered,
                fault,
                certain,
                confidence,
                values,
                evidence);
    }

    /** The same with another code, or none, and what a visitor sees. */
    Cause showing(@Nullable String otherCode, @Nullable Integer otherStatus) {
        return new Cause(
                finding, reasons, result, otherCode, otherStatus, fault, certain, confidence, values, evidence);
    }

    /** The same on another side. */
    Cause by(Fault other) {
        return new Cause(finding, reasons, result, code, status, other, certain, confidence, values, evidence);
    }

    /** The same, its lines measured at the origin of this address. */
    Cause at(String origin) {
        return new Cause(
                finding,
                reasons,
                result,
                code,
                status,
                fault,
                certain,
                confidence,
                values,
                evidence.stream().map(line -> line.at(origin)).toList());
    }

    /** The same, made of several. */
    Cause madeOf(List<Finding> several) {
        return new Cause(finding, several, result, code, status, fault, certain, confidence, values, evidence);
    }

    /** The same with more lines to rest on: each once, the first few. */
    Cause with(List<Observed> lines) {
        List<Observed> all = new ArrayList<>(evidence);
        lines.stream().filter(line -> !all.contains(line)).forEach(all::add);
        return new Cause(
                finding,
                reasons,
                result,
                code,
                status,
                fault,
                certain,
                confidence,
                values,
                List.copyOf(all.subList(0, Math.min(MOST_LINES, all.size()))));
    }

    /** The same with more lines to rest on. */
    Cause with(Observed... lines) {
        return with(List.of(lines));
    }

    /** The same with a line more, where there is one. */
    Cause with(Optional<Observed> line) {
        return line.map(this::with).orElse(this);
    }

    /** The same with a line before the others. */
    Cause after(List<Observed> lines) {
        return new Cause(finding, reasons, result, code, status, fault, certain, confidence, values, List.copyOf(lines))
                .with(evidence);
    }

    /** As a diagnosis about the origin at an address, or about the site. */
    Diagnosis diagnosis(@Nullable String origin) {
        return new Diagnosis(finding, code, fault, confidence, certain, origin, values, evidence);
    }
}
