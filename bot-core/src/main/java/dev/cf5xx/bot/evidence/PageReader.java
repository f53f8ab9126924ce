package dev.cf5xx.bot.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cf5xx.bot.evidence.Page.Author;
import dev.cf5xx.bot.evidence.Page.Hop;
import dev.cf5xx.bot.evidence.Page.Kind;
import dev.cf5xx.bot.target.SiteUrl;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells who wrote a response and which code it stands for. The word "cloudflare" proves nothing: Cloudflare adds scripts to
 * pages it did not write, and its error page has many imitators. What counts is where the marks stand (elements of the
 * page, not its text, scripts or addresses) and that the headers are Cloudflare's.
 *
 * <p>Takes time in proportion to the body, and never throws.
 */
public final class PageReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern SERVER = Pattern.compile("cloudflare(?:-nginx)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern RAY = Pattern.compile("([0-9a-f]{16})(?:-([A-Z]{3}))?");
    private static final Pattern RAY_IN_TEXT = Pattern.compile("ray id: ?([0-9a-f]{16})(?![0-9a-z])");
    private static final Pattern OLD_COOKIE = Pattern.compile("cf_ob_info=(\\d{3}):([0-9a-f]{16}):([A-Z]{3})");
    private static final Pattern PLAIN = Pattern.compile("error code: (\\d{3,5})");
    private static final Pattern FRONT_MATTER = Pattern.compile("error_code: *\"?(\\d{3,5})\"?");
    private static final Pattern LABEL =
            Pattern.compile("(?:Error code:? ?)?(\\d{3,4})(?!\\d)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ERROR_LABEL =
            Pattern.compile("Error:? ?(?:code:? ?)?(\\d{4})(?!\\d)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TITLE = Pattern.compile("\\| (\\d{3}): ");
    private static final Pattern LANDING =
            Pattern.compile("errorcode_(\\d{3,4})(?!\\d)|5xx-errors/error-(\\d{3})(?!\\d)");
    private static final Pattern DOCS_1XXX = Pattern.compile("1xxx-errors/error-(\\d{4})(?!\\d)");
    private static final Pattern FEEDBACK = Pattern.compile("errorCode: ?[\"']?(\\d{4})(?!\\d)");
    private static final Pattern CF_ORIGIN = Pattern.compile("cfOrigin;dur=(\\d{1,9})");
    private static final Pattern ARTICLE = Pattern.compile("\\b(5[0-3]\\d)\\b");

    private static final int LONGEST_TITLE = 200;

    private final Http http;
    private final @Nullable SiteUrl url;
    private final String body;
    private final Markup markup;
    private final String text;
    private final boolean edge;
    private final @Nullable String ray;
    private final @Nullable String colo;

    private PageReader(Http http, @Nullable SiteUrl url) {
        this.http = http;
        this.url = url;
        body = http.body().utf8();
        markup = Markup.of(body);
        text = Markup.blanks(markup.text());
        String header = http.header("cf-ray").orElse("").strip();
        Matcher id = RAY.matcher(header);
        Matcher cookie = OLD_COOKIE.matcher(all("set-cookie"));
        Matcher shown = RAY_IN_TEXT.matcher(text.toLowerCase(Locale.ROOT));
        boolean known = id.matches();
        edge = passedCloudflare(http);
        if (known) {
            ray = id.group(1);
            colo = id.group(2);
        } else if (edge && cookie.find()) {
            ray = cookie.group(2);
            colo = cookie.group(3);
        } else {
            ray = shown.find() ? shown.group(1) : null;
            colo = null;
        }
    }

    /**
     * Reads a response.
     *
     * @param response what came; where no complete header did, nothing can be told
     * @param url what was asked for, or null where that is not known
     */
    public static Page read(Http response, @Nullable SiteUrl url) {
        return new PageReader(response, url).page();
    }

    /** Whether a response's headers show that it passed Cloudflare's edge; easy to fake. */
    public static boolean passedCloudflare(Http response) {
        String ray = response.header("cf-ray").orElse("").strip();
        return RAY.matcher(ray).matches()
                || ray.equals("-")
                || SERVER.matcher(response.header("server").orElse("").strip()).matches();
    }

    /** Whether a page marks the hop that failed in Cloudflare's pictures, so that nobody has to infer it from the code. */
    public static boolean marksHop(Http response) {
        return Markup.of(response.body().utf8()).tags().stream()
                .anyMatch(tag ->
                        tag.hasClass("cf-error-source") && tag.attribute("id").endsWith("-status"));
    }

    private Page page() {
        if (!http.answered()) {
            return page(Kind.FINE, Author.UNKNOWN, null, null, null);
        } else if (edge && url != null && url.path().startsWith("/cdn-cgi/error/")) {
            return page(Kind.SAMPLE, Author.CLOUDFLARE, shownCode().fiveHundred(), null, null);
        } else if (http.status() < 400) {
            return fine();
        } else if (edge && isChallenge()) {
            return page(Kind.CHALLENGE, Author.CLOUDFLARE, null, null, null);
        }
        Form form = form();
        if (form.shape() != Shape.NONE) {
            return signed(form);
        } else if (edge && http.status() >= 500 && hasCloudflareFooter()) {
            return page(Kind.ERROR, Author.CLOUDFLARE, status(), null, failed(status(), false));
        } else if (edge && isEdgeStatus()) {
            return underCustomPage();
        } else if (edge && isEdgeMade()) {
            return edgeMade();
        } else if (http.status() < 500) {
            return edge && hasCloudflareFooter()
                    ? page(Kind.FINE, Author.CLOUDFLARE, null, null, null)
                    : page(Kind.FINE, writer(), null, null, null);
        } else if (edge
                && http.status() == 501
                && body.isBlank()
                && http.header("cf-cache-status").isEmpty()) {
            // An answer that went through the cache stage would say so; this one never left the edge.
            return page(Kind.ERROR, Author.CLOUDFLARE, status(), null, Hop.BROWSER);
        }
        return page(Kind.ERROR, writer(), status(), null, null);
    }

    // What is no error.

    private Page fine() {
        boolean own = edge
                && ((url != null && url.path().startsWith("/cdn-cgi/"))
                        || hasCloudflareFooter()
                        || TraceReader.read(http).isPresent());
        if (own) {
            return page(Kind.FINE, Author.CLOUDFLARE, null, null, null);
        }
        Optional<String> article = articleCode();
        return article.isPresent()
                ? page(Kind.SAMPLE, Author.ORIGIN, article.get(), null, null)
                : page(Kind.FINE, Author.ORIGIN, null, null, null);
    }

    /** The code that an ordinary page is about: one that shows Cloudflare's error page, or names code and Cloudflare in its title. */
    private Optional<String> articleCode() {
        if (http.status() != 200) {
            return Optional.empty();
        }
        if (hasId("cf-error-details")) {
            return Optional.ofNullable(shownCode().fiveHundred());
        }
        String title = rawTitle().toLowerCase(Locale.ROOT);
        Matcher code = ARTICLE.matcher(title);
        boolean about = title.contains("cloudflare") && (title.contains("error") || title.contains("错误"));
        return about && code.find() ? Optional.of(code.group(1)) : Optional.empty();
    }

    // What Cloudflare signs.

    private boolean isChallenge() {
        if (http.header("cf-mitigated").orElse("").strip().equalsIgnoreCase("challenge")) {
            return true;
        }
        String scripts = markup.scripts();
        String title = rawTitle().toLowerCase(Locale.ROOT);
        // Cloudflare also puts a script of /cdn-cgi/challenge-platform/ into pages that challenge nobody.
        return scripts.contains("_cf_chl_opt")
                || scripts.contains("jschl")
                || hasId("challenge-form")
                || hasId("cf-challenge-running")
                || hasClass("cf-browser-verification")
                || hasClass("cf-captcha-container")
                || title.startsWith("just a moment")
                || title.startsWith("please wait... | cloudflare")
                || title.startsWith("checking your browser");
    }

    private enum Shape {
        NONE,
        DATA,
        PLAIN,
        BRANDED
    }

    /**
     * An error in one of the forms in which Cloudflare signs it.
     *
     * @param shape which
     * @param number the code it shows, 3 to 5 digits; null where none
     * @param said the HTTP status the body names; 0 for none
     * @param ray the Ray ID the body names; null for none
     */
    private record Form(
            Shape shape,
            @Nullable String number,
            int said,
            @Nullable String ray) {
        static final Form ABSENT = new Form(Shape.NONE, null, 0, null);

        @Nullable
        String fiveHundred() {
            return number != null && number.length() == 3 && number.startsWith("5") ? number : null;
        }

        @Nullable
        String thousand() {
            return number != null && number.length() >= 4 ? number : null;
        }
    }

    private Form form() {
        String start = body.stripLeading();
        if (start.startsWith("{")) {
            return json(start);
        } else if (start.startsWith("---")) {
            return markdown(start);
        } else if (start.length() < 40) {
            Matcher plain = PLAIN.matcher(start.strip());
            return plain.matches() ? new Form(Shape.PLAIN, plain.group(1), 0, null) : Form.ABSENT;
        }
        return hasId("cf-error-details") ? shownCode() : Form.ABSENT;
    }

    private static Form json(String start) {
        try {
            JsonNode root = JSON.readTree(start);
            JsonNode code = root.path("error_code");
            if (!root.path("cloudflare_error").asBoolean(false) || !code.isInt()) {
                return Form.ABSENT;
            }
            String ray = root.path("ray_id").asText("");
            return new Form(
                    Shape.DATA,
                    code.asText(),
                    root.path("status").asInt(0),
                    RAY.matcher(ray).matches() ? ray.substring(0, 16) : null);
        } catch (IOException e) {
            return Form.ABSENT;
        }
    }

    private static Form markdown(String start) {
        boolean signed = false;
        String number = null;
        for (String line : start.lines().skip(1).limit(60).map(String::strip).toList()) {
            if (line.equals("---")) {
                break;
            }
            signed |= line.equals("cloudflare_error: true");
            Matcher code = FRONT_MATTER.matcher(line);
            number = code.matches() ? code.group(1) : number;
        }
        return signed && number != null ? new Form(Shape.DATA, number, 0, null) : Form.ABSENT;
    }

    /** The code that a page in Cloudflare's looks shows, wherever on it. */
    private Form shownCode() {
        String number = null;
        for (int i = 0; i < markup.tags().size() && number == null; i++) {
            Markup.Tag tag = markup.tags().get(i);
            if (tag.hasClass("code-label") || tag.hasClass("cf-error-code")) {
                number = first(LABEL, markup.textAfter(i, 40));
            } else if (tag.attribute("data-translate").equals("error")) {
                number = first(ERROR_LABEL, markup.textAfter(i, 60));
            }
        }
        if (number == null) {
            number = first(TITLE, rawTitle());
        }
        for (int i = 0; i < markup.tags().size() && number == null; i++) {
            String target = markup.tags().get(i).attribute("href");
            number = first(LANDING, target);
            number = number == null ? first(DOCS_1XXX, target) : number;
        }
        if (number == null) {
            number = first(FEEDBACK, markup.scripts());
        }
        return new Form(Shape.BRANDED, number, 0, null);
    }

    private static @Nullable String first(Pattern pattern, String in) {
        Matcher matcher = pattern.matcher(in);
        if (!matcher.find()) {
            return null;
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                return matcher.group(group);
            }
        }
        return null;
    }

    private Page signed(Form form) {
        String code = form.fiveHundred();
        String subcode = form.thousand();
        if (!edge) {
            // An imitation, or a proxy that takes Cloudflare's headers away; an imitation seldom gets everything right.
            boolean flawless = agrees(form) && (form.shape() != Shape.BRANDED || saysCloudflareRay());
            return page(Kind.IMITATION, flawless ? Author.UNKNOWN : writer(), code, subcode, null);
        } else if (!isEdgeMade() && isImitated(form)) {
            return page(Kind.IMITATION, writer(), code, subcode, null);
        } else if (subcode != null) {
            return page(Kind.ERROR, Author.CLOUDFLARE, http.status() >= 500 ? status() : null, subcode, null);
        } else if (code != null) {
            return page(Kind.ERROR, Author.CLOUDFLARE, code, null, failed(code, true));
        }
        return form.shape() == Shape.BRANDED && http.status() < 500
                ? page(Kind.BLOCK, Author.CLOUDFLARE, null, null, null)
                : page(Kind.ERROR, Author.CLOUDFLARE, status(), null, failed(status(), false));
    }

    /** Whether a page with Cloudflare's headers was written by the site behind it, in Cloudflare's looks. */
    private boolean isImitated(Form form) {
        if (!agrees(form)) {
            return true;
        } else if (form.shape() != Shape.BRANDED) {
            return form.ray != null && ray != null && !form.ray.equals(ray);
        }
        Matcher shown = RAY_IN_TEXT.matcher(text.toLowerCase(Locale.ROOT));
        boolean foreign = false;
        while (shown.find()) {
            if (shown.group(1).equals(ray)) {
                return false;
            }
            foreign = true;
        }
        boolean cached = http.header("cf-cache-status").isPresent();
        return cameFromOrigin() || (foreign && (cached || !saysCloudflareRay()));
    }

    /** Whether the code fits the HTTP status: a 5XX is its own status, a 1XXX comes with several. */
    private boolean agrees(Form form) {
        String code = form.fiveHundred();
        return (code == null || code.equals(status())) && (form.said == 0 || form.said == http.status());
    }

    private boolean saysCloudflareRay() {
        return text.toLowerCase(Locale.ROOT).contains("cloudflare ray id");
    }

    // What only the headers tell.

    /** The four headers that the edge has written on its own pages since 2015 or longer; two of them suffice. */
    private boolean isEdgeMade() {
        return all("expires").contains("Thu, 01 Jan 1970 00:00:01 GMT")
                && all("cache-control").contains("post-check=0, pre-check=0");
    }

    /** Whether the edge measured an answer of the origin. */
    private boolean cameFromOrigin() {
        Matcher origin = CF_ORIGIN.matcher(all("server-timing"));
        return origin.find() && !origin.group(1).matches("0+");
    }

    private boolean isEdgeStatus() {
        return (http.status() >= 520 && http.status() <= 527) || http.status() == 530;
    }

    private Page underCustomPage() {
        String type = http.header("cf-error-type").orElse("").strip();
        String subcode = type.length() == 4 && type.chars().allMatch(c -> c >= '0' && c <= '9') ? type : null;
        if (!isEdgeMade() && subcode == null && cameFromOrigin()) {
            return page(Kind.ERROR, writer(), status(), null, null);
        }
        Kind kind = isEdgeMade() && body.isEmpty() ? Kind.ERROR : Kind.CUSTOM_ERROR;
        return page(kind, Author.CLOUDFLARE, status(), subcode, subcode == null ? failed(status(), true) : null);
    }

    private Page edgeMade() {
        if (http.status() >= 500) {
            return page(Kind.ERROR, Author.CLOUDFLARE, status(), null, failed(status(), true));
        }
        boolean denied = http.status() == 403 || http.status() == 429;
        return page(denied ? Kind.BLOCK : Kind.FINE, Author.CLOUDFLARE, null, null, null);
    }

    /** The nginx layout that ends in Cloudflare's name: its own error, and also its redirects and its refusals of bad requests. */
    private boolean hasCloudflareFooter() {
        boolean rule = false;
        for (int i = 0; i < markup.tags().size(); i++) {
            String name = markup.tags().get(i).name();
            if (name.equals("hr") || name.equals("hr/")) {
                rule = true;
            } else if (rule
                    && name.equals("center")
                    && SERVER.matcher(markup.textOf(i)).matches()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Which hop failed.
     *
     * @param relayed whether the error stands for what the origin did, so that 502 and 504 are the origin's
     */
    private @Nullable Hop failed(String code, boolean relayed) {
        for (Markup.Tag tag : markup.tags()) {
            if (tag.hasClass("cf-error-source")) {
                switch (tag.attribute("id")) {
                    case "cf-browser-status" -> {
                        return Hop.BROWSER;
                    }
                    case "cf-cloudflare-status" -> {
                        return Hop.CLOUDFLARE;
                    }
                    case "cf-host-status" -> {
                        return Hop.HOST;
                    }
                    default -> {
                        // Another part of the page in the same class.
                    }
                }
            }
        }
        boolean gateway = code.equals("502") || code.equals("504");
        boolean origins = code.startsWith("52") || (relayed && gateway);
        return origins ? Hop.HOST : code.equals("530") ? null : Hop.CLOUDFLARE;
    }

    // Whatever else.

    private Author writer() {
        return software()
                .map(it -> it.proxy() ? Author.OTHER_PROXY : Author.ORIGIN)
                .orElse(Author.ORIGIN);
    }

    private Optional<Software> software() {
        return Software.of(http, text, body);
    }

    private String status() {
        return Integer.toString(http.status());
    }

    private String all(String header) {
        StringBuilder values = new StringBuilder();
        http.headers().stream()
                .filter(field -> field.name().equalsIgnoreCase(header))
                .forEach(field -> values.append(field.value()).append('\n'));
        return values.toString();
    }

    private boolean hasId(String id) {
        return markup.tags().stream().anyMatch(tag -> tag.attribute("id").equals(id));
    }

    private boolean hasClass(String wanted) {
        return markup.tags().stream().anyMatch(tag -> tag.hasClass(wanted));
    }

    private String rawTitle() {
        for (int i = 0; i < markup.tags().size(); i++) {
            if (markup.tags().get(i).name().equals("title")) {
                return markup.textOf(i);
            }
        }
        return "";
    }

    private Page page(Kind kind, Author author, @Nullable String code, @Nullable String subcode, @Nullable Hop failed) {
        String title = rawTitle();
        int most = title.length() <= LONGEST_TITLE || !Character.isHighSurrogate(title.charAt(LONGEST_TITLE - 1))
                ? LONGEST_TITLE
                : LONGEST_TITLE - 1;
        String cut = title.substring(0, Math.min(most, title.length()));
        String server = null;
        if (author == Author.CLOUDFLARE) {
            server = "cloudflare";
        } else if (kind != Kind.FINE) {
            server = software().map(Software::name).orElse(null);
        }
        return new Page(kind, author, code, subcode, ray, colo, failed, server, cut.isEmpty() ? null : cut);
    }
}
