package dev.cf5xx.bot.dialogue;

import dev.cf5xx.bot.chat.Block.Actions;
import dev.cf5xx.bot.chat.Block.Button;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.diagnose.Diagnosis;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.dialogue.State.Looked;
import dev.cf5xx.bot.dialogue.State.Shown;
import dev.cf5xx.bot.target.SiteUrl;
import dev.cf5xx.bot.understand.Reading;
import dev.cf5xx.bot.wording.CheckReport;
import dev.cf5xx.bot.wording.CheckReport.View;
import dev.cf5xx.bot.wording.Reader;
import dev.cf5xx.bot.wording.Saying;
import dev.cf5xx.bot.wording.Talk;
import dev.cf5xx.knowledge.Audience;
import dev.cf5xx.knowledge.Lang;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Everything that is decided about looking at sites. */
final class Looks {
    /** As many addresses of one message are looked at. */
    private static final int MOST = 3;

    /** Error pages and documentation link there; it is nobody's site. */
    private static final Pattern CLOUDFLARES_OWN =
            Pattern.compile("(?:^|\\.)(?:cloudflare|cloudflarestatus|cloudflareinsights)\\.com$");

    private static final Pattern SAFE = Pattern.compile("(?=.*[a-z])[a-z0-9][a-z0-9-]*(?:\\.[a-z0-9][a-z0-9-]*)+");

    private static final Pattern BETWEEN_ADDRESSES = Pattern.compile("[\\s,，、;；]+");

    private final CheckReport words;

    /** Looks, worded by {@code words}. */
    Looks(CheckReport words) {
        this.words = words;
    }

    /** The host name of the first address in a message that may be of somebody's site, where it is safe in a command. */
    static Optional<String> site(Reading reading) {
        return reading.urls().stream()
                .map(Looks::read)
                .flatMap(Optional::stream)
                .map(SiteUrl::host)
                .filter(host -> !CLOUDFLARES_OWN.matcher(host).find())
                .findFirst()
                .filter(host -> SAFE.matcher(host).matches());
    }

    /** The addresses in a message to look at, as written: also those that are no good, so that their writer hears why. */
    static List<String> wanted(Reading reading) {
        return reading.urls().stream()
                .filter(url -> read(url)
                        .map(it -> !CLOUDFLARES_OWN.matcher(it.host()).find())
                        .orElse(true))
                .limit(MOST)
                .toList();
    }

    private static Optional<SiteUrl> read(String url) {
        return SiteUrl.read(url) instanceof SiteUrl it ? Optional.of(it) : Optional.empty();
    }

    /** Looks at a site: a message that says so, which then shows how it goes and in the end what was found. */
    void look(Deciding turn, String written, List<String> origins, boolean anew) {
        Optional<SiteUrl> url = read(written);
        boolean again = url.isPresent() && !url.get().carriesSecret();
        String kept = url.map(it -> again ? it.text() : it.shown()).orElse("");
        Lang lang = turn.lang();
        String message = turn.next();
        turn.post(
                Talk.looking(url.map(SiteUrl::host).orElse(""), lang),
                new Shown(null, lang, new Looked(kept, again, origins, null)));
        turn.add(new Effect.Check(message, written, origins, anew, lang));
    }

    /** Shows what came of a look in the message that waits for it. */
    void checked(Deciding turn, Input.Checked checked) {
        String message = checked.message();
        Shown shown = turn.state().shown().get(message);
        Lang lang = shown == null ? turn.lang() : shown.lang();
        if (checked.outcome() instanceof Outcome.Found found) {
            Looked before = shown == null ? null : shown.looked();
            Looked looked = before == null
                    ? new Looked(found.report().url(), false, List.of(), found.report())
                    : new Looked(before.url(), before.again(), before.origins(), found.report());
            State state = turn.state().seen(message, looked).at(found.report().host());
            List<String> about = codes(found.report());
            turn.become(about.isEmpty() ? state : state.about(about));
            turn.edit(message, report(turn, looked, lang, false, found.age()), actions(message, looked, lang, false));
        } else if (checked.outcome() instanceof Outcome.Refused refused) {
            turn.edit(message, CheckReport.refused(refused.refusal(), turn.whom(lang)), null);
        } else if (checked.outcome() instanceof Outcome.Limited limited) {
            turn.edit(message, Talk.limited(limited.limit(), limited.pause(), lang), null);
        } else {
            turn.edit(message, Talk.checkFailed(lang), null);
        }
    }

    /** What the thread is about from now on. */
    private static List<String> codes(Report report) {
        if (report.subcode() != null) {
            return List.of(report.subcode());
        }
        return report.diagnoses().stream()
                .map(Diagnosis::code)
                .filter(Objects::nonNull)
                .limit(1)
                .toList();
    }

    private Reply report(Deciding turn, Looked looked, Lang lang, boolean full, Duration age) {
        Report report = Objects.requireNonNull(looked.report());
        Reader reader = new Reader(lang, report.host(), turn.state().named());
        View view = new View(Audience.SITE_OWNER, turn.context().open());
        Reply reply = full ? words.full(report, reader, view) : words.brief(report, reader, view);
        return age.isZero() ? reply : reply.plus(Talk.fromMemory(age, lang));
    }

    private static Actions actions(String message, Looked looked, Lang lang, boolean full) {
        List<Button> buttons = new ArrayList<>();
        buttons.add(full ? Talk.lessOfReport(message + "/less", lang) : Talk.moreOfReport(message + "/more", lang));
        if (looked.again()) {
            buttons.add(Talk.checkAgain(message + "/again", lang));
            if (Boolean.TRUE.equals(Objects.requireNonNull(looked.report()).behindCloudflare())) {
                buttons.add(Talk.askForOrigin(message + "/origin", lang));
            }
        }
        String other = Saying.OTHER_LANGUAGE_BUTTON.in(lang);
        buttons.add(new Button(message + "/in/" + lang.other().tag(), other, other.toLowerCase(Locale.ROOT)));
        return new Actions(buttons);
    }

    /** A button under a report. */
    void pressed(Deciding turn, String message, Looked looked, Lang lang, String[] parts) {
        switch (parts[1]) {
            case "more", "less" -> {
                boolean full = parts[1].equals("more");
                turn.edit(
                        message, report(turn, looked, lang, full, Duration.ZERO), actions(message, looked, lang, full));
            }
            case "in" -> {
                Lang other = Lang.of(parts[parts.length - 1]).orElse(lang);
                Actions actions = actions(turn.next(), looked, other, false);
                turn.post(
                        report(turn, looked, other, false, Duration.ZERO).plus(actions),
                        new Shown(null, other, looked));
            }
            case "again" -> look(turn, looked.url(), looked.origins(), true);
            case "origin" -> turn.add(new Effect.Open(message, Talk.originForm(message + "/origin", lang)));
            default -> turn.post(Talk.buttonGone(turn.lang()), null);
        }
    }

    /** The origins' addresses, filled in. */
    void submitted(Deciding turn, Input.Submitted submitted) {
        String[] parts = submitted.form().split("/", -1);
        Shown shown = turn.state().shown().get(parts[0]);
        @Nullable Looked looked = shown == null ? null : shown.looked();
        String written = submitted.values().getOrDefault(Talk.ADDRESS, "").strip();
        if (looked == null || !looked.again()) {
            turn.post(Talk.buttonGone(turn.lang()), null);
        } else if (!written.isEmpty()) {
            look(turn, looked.url(), List.of(BETWEEN_ADDRESSES.split(written)), true);
        }
    }
}
