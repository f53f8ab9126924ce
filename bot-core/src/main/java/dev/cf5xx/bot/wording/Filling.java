package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.knowledge.Text;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills measured values into texts. What a stranger may have written comes out as {@link Span.Quoted}. */
final class Filling {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)(\\.ago)?}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");
    private static final Pattern NUMBERS = Pattern.compile("[\\d-][\\d, -]{0,60}");

    /** Names of values that are instants. */
    private static final Set<String> INSTANTS = Set.of("date", "from");

    /** Names of values that are counted in bytes. */
    private static final Set<String> SIZES = Set.of("bytes", "limit");

    private static final Set<String> TIMES = Set.of("ms", "seconds");

    /** Names of values that are fixed terms, or lists of them. */
    private static final Set<String> TERMS = Set.of("flaws", "by", "hop");

    /** What the value called status says of a revocation. */
    private static final Set<String> REVOCATION = Set.of("good", "revoked", "unchecked");

    /** What a line may say of an HTTP/2 preface. */
    private static final Set<String> HTTP2 = Set.of("spoken", "goaway", "not-spoken", "closed", "silent");

    private final Knowledge knowledge;
    private final Lang lang;
    private final Instant now;
    private final String host;
    private final Mask mask;
    private final int longest;

    /**
     * @param now what "ago" counts from
     * @param host the site's name
     * @param longest how much of a stranger's words is repeated, in characters
     */
    Filling(Knowledge knowledge, Lang lang, Instant now, String host, Mask mask, int longest) {
        this.knowledge = knowledge;
        this.lang = lang;
        this.now = now;
        this.host = host;
        this.mask = mask;
        this.longest = longest;
    }

    /** The text with its values. */
    List<Span> fill(Text text, Map<String, String> values, boolean strong) {
        String template = text.in(lang);
        List<Span> spans = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(template);
        int from = 0;
        while (placeholder.find()) {
            words(template.substring(from, placeholder.start()), strong, spans);
            value(placeholder.group(1), placeholder.group(2) != null, values, strong, spans);
            from = placeholder.end();
        }
        words(template.substring(from), strong, spans);
        return spans;
    }

    /** Adds words, to the words before them where they are of the same kind. */
    static void words(String text, boolean strong, List<Span> spans) {
        if (text.isEmpty()) {
            return;
        }
        int last = spans.size() - 1;
        if (last >= 0 && spans.get(last) instanceof Span.Words before && before.strong() == strong) {
            spans.set(last, new Span.Words(before.text() + text, strong));
        } else {
            spans.add(new Span.Words(text, strong));
        }
    }

    private void value(String name, boolean ago, Map<String, String> values, boolean strong, List<Span> spans) {
        String value =
                values.getOrDefault(name, name.equals("host") ? host : "").strip();
        if (value.isEmpty()) {
            words(term("unknown"), strong, spans);
        } else if (INSTANTS.contains(name)) {
            Optional<Instant> at = instant(value);
            if (at.isEmpty()) {
                spans.add(quoted(value));
            } else if (ago) {
                words(Figures.ago(at.get(), now, lang), strong, spans);
            } else {
                spans.add(new Span.Moment(at.get()));
            }
        } else if (SIZES.contains(name) && NUMBER.matcher(value).matches()) {
            words(Figures.bytes(new BigDecimal(value), lang), strong, spans);
        } else if (TIMES.contains(name) && NUMBER.matcher(value).matches()) {
            words(Figures.rounded(new BigDecimal(value)), strong, spans);
        } else if (TERMS.contains(name)
                || (name.equals("status") && REVOCATION.contains(tag(value)))
                || (name.equals("line") && HTTP2.contains(value))) {
            terms(List.of(value.split("[,;\\s]+")), strong, spans);
        } else if (value.equalsIgnoreCase("unknown")) {
            words(term("unknown"), strong, spans);
        } else if (NUMBERS.matcher(value).matches()) {
            words(value.replaceAll("\\s*,\\s*", Saying.LIST_SEPARATOR.in(lang)), strong, spans);
        } else {
            spans.add(quoted(value));
        }
    }

    /** A list of fixed terms in words; what is none is quoted. */
    void terms(List<String> tags, boolean strong, List<Span> spans) {
        boolean first = true;
        for (String tag : tags) {
            if (!first) {
                words(Saying.LIST_SEPARATOR.in(lang), strong, spans);
            }
            first = false;
            Optional<Text> term = knowledge.term(tag(tag));
            if (term.isPresent()) {
                words(term.get().in(lang), strong, spans);
            } else {
                spans.add(quoted(tag));
            }
        }
    }

    private String term(String id) {
        return knowledge.term(id).map(text -> text.in(lang)).orElse(id);
    }

    private static String tag(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a stranger wrote: on one line, not too long, the origins' addresses hidden. */
    Span quoted(String text) {
        String line = mask.hide(text).strip().replaceAll("\\s+", " ");
        return new Span.Quoted(
                line.codePointCount(0, line.length()) <= longest
                        ? line
                        : line.substring(0, line.offsetByCodePoints(0, longest)) + "…");
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
