package dev.cf5xx.bot.evidence;

import dev.cf5xx.bot.evidence.Artefact.ErrorPage;
import dev.cf5xx.bot.evidence.Artefact.Form;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the source of Cloudflare's error pages, whole or a fragment. {@link PageReader} says what a page is, as if it had
 * come with Cloudflare's headers; what only its text says is read as {@link PageTexts} does.
 */
final class PageSources {
    /** What may stand between two tags of one page: a script. */
    private static final int WIDEST_GAP = 2_000;

    private static final int LONGEST_TAG = 3_000;
    private static final int MOST_BLOBS = 20;

    private static final Pattern OWN = Pattern.compile(
            "id=[\"']?cf-(?:wrapper|error-details|(?:browser|cloudflare|host)-status)\\b|class=[\"'][^\"'<>]{0,200}\\bcf-(?:error|footer|subheadline)"
                    + "|class=[\"'][^\"'<>]{0,200}\\bcode-label\\b|5xx-error-landing|<center>\\s{0,8}cloudflare(?:-nginx)?\\s{0,8}</center>|<title>[^<|]{1,253}\\| 5\\d\\d: "
                    + "|<(?:p|span|h1|h2) data-translate=",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BARE = Pattern.compile("<center>\\s{0,8}cloudflare");
    private static final Pattern HEADLINE =
            Pattern.compile("<(?:title|h1)>\\s{0,20}(5\\d\\d) ", Pattern.CASE_INSENSITIVE);

    private final PageTexts texts;

    PageSources(PageTexts texts) {
        this.texts = texts;
    }

    private record Blob(int start, int end) {}

    /** The pages in what is left of a message. */
    void read(Pasted pasted, List<Artefact> into) {
        String text = pasted.text();
        int read = 0;
        for (Blob blob : blobs(text)) {
            String html = text.substring(blob.start, blob.end);
            if (read < MOST_BLOBS && OWN.matcher(html).find()) {
                read++;
                ErrorPage page = page(blob, html);
                if (page != null) {
                    into.add(page);
                    pasted.take(blob.start, blob.end);
                }
            }
        }
    }

    /** Stretches of text in which one tag follows another; a new document begins a new one. */
    private static List<Blob> blobs(String text) {
        List<Blob> blobs = new ArrayList<>();
        int start = -1;
        int end = -1;
        for (int i = text.indexOf('<'); i >= 0; i = text.indexOf('<', i)) {
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            if (!(isLetter(next) || next == '/' || next == '!')) {
                i++;
                continue;
            }
            int close = i + 1;
            int most = Math.min(text.length(), i + LONGEST_TAG);
            while (close < most && text.charAt(close) != '>') {
                close++;
            }
            int after = Math.min(text.length(), close + 1);
            boolean fresh = text.regionMatches(true, i, "<!doctype", 0, 9);
            if (start >= 0 && (fresh || i - end > WIDEST_GAP)) {
                blobs.add(new Blob(start, end));
                start = -1;
            }
            start = start < 0 ? i : start;
            end = after;
            i = after;
        }
        if (start >= 0) {
            blobs.add(new Blob(start, end));
        }
        return blobs;
    }

    private @Nullable ErrorPage page(Blob blob, String html) {
        // Without Cloudflare's headers a page is said to be an imitation, and which code it shows.
        Page bare = PageReader.read(response(html, 500, List.of()), null);
        String shown = bare.kind() == Page.Kind.IMITATION ? bare.code() : headline(html);
        int status = shown == null ? 500 : Integer.parseInt(shown);
        Http response = response(html, status, List.of(new Http.Header("server", "cloudflare")));
        Page page = PageReader.read(response, null);
        String code = page.subcode() != null ? page.subcode() : page.kind() == Page.Kind.ERROR ? shown : null;
        ErrorPage said = said(html);
        if (code == null) {
            code = said == null ? null : said.code();
        }
        String ray = page.ray() != null ? page.ray() : said == null ? null : said.ray();
        if (page.kind() == Page.Kind.CHALLENGE || (code == null && ray == null && !isSigned(html))) {
            return null;
        }
        return new ErrorPage(
                blob.start,
                blob.end,
                Form.HTML,
                code,
                ray,
                said == null ? null : said.location(),
                said == null ? null : said.host(),
                said == null ? time(html) : said.at(),
                PageReader.marksHop(response) ? page.failed() : null,
                true);
    }

    /** Whether a fragment without a code can be nobody else's: other sites translate their elements, too. */
    private static boolean isSigned(String html) {
        String lower = html.toLowerCase(Locale.ROOT);
        return lower.contains("cf-error") || lower.contains("cf-wrapper") || lower.contains("cloudflare");
    }

    private static @Nullable String headline(String html) {
        Matcher headline = HEADLINE.matcher(html);
        return headline.find() ? headline.group(1) : null;
    }

    /** What the visible text says. */
    private @Nullable ErrorPage said(String html) {
        List<Artefact> found = new ArrayList<>();
        String visible = spaced(html);
        texts.read(Pasted.of(visible), found);
        for (Artefact artefact : found) {
            if (artefact instanceof ErrorPage page) {
                return page;
            }
        }
        return null;
    }

    private static @Nullable Instant time(String html) {
        Matcher time = TIME.matcher(html);
        return time.find() ? Pasted.utc(time.group(1), time.group(2)) : null;
    }

    private static final Pattern TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d) ?UTC\\b");

    /** The visible text, with a blank where a tag stood: captions do not touch in a browser. */
    private static String spaced(String html) {
        Markup markup = Markup.of(html);
        String text = markup.text();
        StringBuilder spaced = new StringBuilder(text.length() + markup.tags().size());
        int at = 0;
        for (Markup.Tag tag : markup.tags()) {
            spaced.append(text, at, tag.textFrom());
            boolean title = tag.name().equals("/title");
            spaced.append(title ? '\n' : ' ');
            at = tag.textFrom();
        }
        return Markup.blanks(spaced.append(text, at, text.length()).toString());
    }

    /** The page as the edge would have sent it. A fragment is put back into the element that holds the error. */
    private static Http response(String html, int status, List<Http.Header> headers) {
        String lower = html.toLowerCase(Locale.ROOT);
        String body = BARE.matcher(lower).find() || lower.contains("cf-error-details")
                ? html
                : "<div id=\"cf-error-details\">" + html;
        return new Http(
                Http.Outcome.ANSWERED,
                "",
                status,
                headers,
                0,
                Bytes.of(body.getBytes(StandardCharsets.UTF_8)),
                Http.BodyEnd.COMPLETE,
                Duration.ZERO,
                Duration.ZERO);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
