package dev.cf5xx.app;

import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import dev.cf5xx.bot.wording.CheckReport;
import dev.cf5xx.bot.wording.PlainText;
import dev.cf5xx.bot.wording.Reader;
import dev.cf5xx.knowledge.Lang;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why an address on the command line is not looked at, and what to type instead. */
final class Refused {
    private static final Pattern WITH_PORT =
            Pattern.compile("(?<before>https?://[^/?#:@]+):[^/?#:@]*(?<after>(?:[/?#].*)?)", Pattern.CASE_INSENSITIVE);

    /** A longer address is not repeated: cut, it would be another one. */
    private static final int LONGEST = 80;

    private Refused() {}

    /** Why a site's address, as it was written, is refused. */
    static String site(Refusal refusal, String written, Lang lang) {
        if (refusal.reason() == Refusal.Reason.NOT_A_URL) {
            Optional<String> whole =
                    written.contains("://") ? Optional.empty() : readable("https://" + written.strip());
            if (whole.isPresent()) {
                return Message.NO_SCHEME.in(lang, whole.get());
            }
            Matcher parts = WITH_PORT.matcher(written.strip());
            Optional<String> other =
                    parts.matches() ? readable(parts.group("before") + parts.group("after")) : Optional.empty();
            if (other.isPresent()) {
                return Message.BAD_SITE_PORT.in(lang, other.get());
            }
        }
        return words(refusal, lang);
    }

    /** Why an origin's address, as it was written, is refused. */
    static String origin(Refusal refusal, String written, Lang lang) {
        return refusal.reason() == Refusal.Reason.NOT_A_URL
                ? Message.BAD_ORIGIN.in(lang, written)
                : words(refusal, lang);
    }

    /** The address that {@code url} is, to be typed; without what is not shown. */
    private static Optional<String> readable(String url) {
        if (!(SiteUrl.read(url) instanceof SiteUrl site)) {
            return Optional.empty();
        }
        String shown = site.shown();
        return Optional.of(
                shown.length() <= LONGEST && shown.equals(site.text())
                        ? shown
                        : new SiteUrl(site.https(), site.host(), site.literal(), site.port(), "/").shown());
    }

    private static String words(Refusal refusal, Lang lang) {
        return PlainText.of(CheckReport.refused(refusal, Reader.of(lang)));
    }
}
