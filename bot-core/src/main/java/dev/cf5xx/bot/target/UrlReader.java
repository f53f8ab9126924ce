package dev.cf5xx.bot.target;

import dev.cf5xx.bot.target.Refusal.Reason;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * The one way in which text becomes a {@link SiteUrl}. It takes the authority apart itself, refusing whatever two parsers
 * could read differently, and leaves the mapping of names and the encoding of paths to OkHttp.
 */
final class UrlReader {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,60}):");
    /** {@code example.com:8080} has the looks of a scheme and is an address without one. */
    private static final Pattern HOST_AND_PORT = Pattern.compile("[^:/?#]+:\\d+(?:[/?#].*)?", Pattern.DOTALL);

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private UrlReader() {}

    static Reading read(String text) {
        String url = withoutSpaces(text);
        if (isTooLong(url)) {
            return Refusal.of(Reason.TOO_LONG);
        }
        Matcher scheme = SCHEME.matcher(url);
        if (!isWellFormed(url)
                || !scheme.lookingAt()
                || HOST_AND_PORT.matcher(url).matches()) {
            return Refusal.of(Reason.NOT_A_URL);
        }
        String name = scheme.group(1).toLowerCase(Locale.ROOT);
        if (!name.equals("http") && !name.equals("https")) {
            return new Refusal(Reason.SCHEME, name);
        }
        int from = scheme.end() + 2;
        if (!url.startsWith("//", scheme.end())) {
            return Refusal.of(Reason.NOT_A_URL);
        }
        int end = firstOf(url, "/?#", from);
        String authority = url.substring(from, end);
        String rest = url.substring(end);
        if (authority.isEmpty() || authority.indexOf('\\') >= 0 || hasBackslashInPath(rest)) {
            return Refusal.of(Reason.NOT_A_URL);
        } else if (authority.indexOf('@') >= 0) {
            // Nothing is named: a password may stand there.
            return Refusal.of(Reason.USERINFO);
        }
        Reading site = site(name.equals("https"), authority);
        return site instanceof SiteUrl at ? withPath(at, rest) : site;
    }

    /** What a {@code Location} header with {@code location} leads to from {@code base}. */
    static Reading resolve(SiteUrl base, String location) {
        String to = withoutSpaces(location);
        if (isTooLong(to)) {
            return Refusal.of(Reason.TOO_LONG);
        } else if (SCHEME.matcher(to).lookingAt()) {
            return read(to);
        } else if (to.startsWith("//")) {
            return read((base.https() ? "https:" : "http:") + to);
        } else if (!isWellFormed(to) || hasBackslashInPath(to)) {
            return Refusal.of(Reason.NOT_A_URL);
        }
        HttpUrl from = HttpUrl.parse("http://host" + base.path());
        HttpUrl next = from == null ? null : from.resolve(to);
        return next == null || !next.host().equals("host") ? Refusal.of(Reason.NOT_A_URL) : withPath(base, rest(next));
    }

    private static Reading site(boolean https, String authority) {
        int close = authority.startsWith("[") ? authority.indexOf(']') + 1 : 0;
        int colon = authority.indexOf(':', close);
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String port = colon < 0 ? "" : authority.substring(colon + 1);
        if (host.isEmpty()) {
            return Refusal.of(Reason.NOT_A_URL);
        }
        int number = https ? 443 : 80;
        if (!port.isEmpty()) {
            if (!DIGITS.matcher(port).matches()) {
                return new Refusal(Reason.NOT_A_URL, host);
            }
            String significant = port.replaceFirst("^0+", "");
            if (significant.isEmpty()) {
                return new Refusal(Reason.PORT, "0");
            }
            number = significant.length() > 5 ? Integer.MAX_VALUE : Integer.parseInt(significant);
            if (number > 65535) {
                return new Refusal(Reason.NOT_A_URL, host);
            }
        }
        if (host.startsWith("[")) {
            Optional<InetAddress> literal =
                    host.endsWith("]") ? Literals.v6(host.substring(1, host.length() - 1)) : Optional.empty();
            return literal.isPresent()
                    ? new SiteUrl(https, Literals.text(literal.get()), literal.get(), number, "/")
                    : new Refusal(Reason.BAD_HOST, host);
        }
        Optional<String> canonical = HostNames.canonical(host);
        if (canonical.isEmpty()) {
            return new Refusal(Reason.BAD_HOST, host);
        }
        String name = canonical.get();
        if (!HostNames.endsInNumber(name)) {
            return new SiteUrl(https, name, null, number, "/");
        }
        Optional<InetAddress> literal = Literals.v4(name);
        if (literal.isPresent() && name.equals(host)) {
            return new SiteUrl(https, name, literal.get(), number, "/");
        }
        return new Refusal(HostNames.isAddressLike(name) ? Reason.SPELLING : Reason.BAD_HOST, host);
    }

    /** {@code site} with the path and query that {@code rest} begins with, encoded as browsers do. */
    private static Reading withPath(SiteUrl site, String rest) {
        HttpUrl url = HttpUrl.parse("http://host" + rest);
        if (url == null || !url.host().equals("host")) {
            return Refusal.of(Reason.NOT_A_URL);
        }
        String path = rest(url);
        if (!SiteUrl.isSendable(path)) {
            return Refusal.of(Reason.NOT_A_URL);
        }
        SiteUrl read = new SiteUrl(site.https(), site.host(), site.literal(), site.port(), path);
        return isTooLong(read.text()) ? Refusal.of(Reason.TOO_LONG) : read;
    }

    private static String rest(HttpUrl url) {
        String query = url.encodedQuery();
        return query == null ? url.encodedPath() : url.encodedPath() + "?" + query;
    }

    /** Spaces around an address come from copying it. Tabs and line ends do not, and are not forgiven. */
    static String withoutSpaces(String text) {
        int from = 0;
        int end = text.length();
        while (from < end && text.charAt(from) == ' ') {
            from++;
        }
        while (end > from && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(from, end);
    }

    private static boolean isTooLong(String url) {
        return url.length() > SiteUrl.LONGEST || url.getBytes(StandardCharsets.UTF_8).length > SiteUrl.LONGEST;
    }

    /** Whether there is no control character and no half of a character. */
    private static boolean isWellFormed(String url) {
        return url.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                        || c == '\u2028'
                        || c == '\u2029'
                        || c == '\ufeff');
    }

    /** Browsers take a backslash in a path for a slash, others do not. */
    private static boolean hasBackslashInPath(String rest) {
        return rest.substring(0, firstOf(rest, "?#", 0)).indexOf('\\') >= 0;
    }

    private static int firstOf(String text, String any, int from) {
        int at = from;
        while (at < text.length() && any.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
