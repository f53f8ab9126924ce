package dev.cf5xx.bot.dialogue;

import dev.cf5xx.bot.chat.Block.Actions;
import dev.cf5xx.bot.chat.Block.Button;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.diagnose.Diagnosis;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.dialogue.State.Looked;
import dev.cf5xx.bot.dialogue.State.Shown;
import dev.cf5xx.bot.target.OriginAddress;
import dev.cf5xx.bot.target.Refusal;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that is decided about looking at sites. */
final class Looks {
    /** As many addresses of one message are looked at. */
    private static final int MOST = 3;

    /** Error pages and documentation link there; it is nobody's site. */
    private static final Pattern CLOUDFLARES_OWN =
            Pattern.compile("(?:^|\\.)(?:cloudflare|cloudflarestatus|cloudflareinsights)\\.com$");

    private static final Pattern SAFE = Pattern.compile("(?=.*[a-z])[a-z0-9][a-z0-9-]*(?:\\.[a-z0-9][a-z0-9-]*)+");

    /** Digits, dots, colons and what may go wrong among them, or a host name; no sentence, no address of a page. */
    private static final Pattern LOOKS_LIKE_ADDRESS =
            Pattern.compile("^(?!https?:)(?=.*\\d.*[.:]|[A-Za-z0-9-]+\\.[A-Za-z0-9-])[\\[\\]0-9A-Za-z.:/_-]+$");

    /** An address that no browser reads as a page's; the name of its scheme. */
    private static final Pattern SCHEME = Pattern.compile(
            "(?<![A-Za-z0-9+.-])(?!https?:)([A-Za-z][A-Za-z0-9+.-]{1,15})://[\\p{L}\\p{N}\\[]",
            Pattern.CASE_INSENSITIVE);

    /** Stands for the message of a look that none shows. */
    private static final String UNSEEN = "unseen";

    private static final Pattern BETWEEN_ADDRESSES = Pattern.compile("[\\s,，、;；]+");

    private final CheckReport words;

    /** Looks, worded by {@code words}. */
    Looks(CheckReport words) {
        this.words = words;
    }

    /** The host name of the first address, or name, in a message that may be somebody's site, where it is safe in a command. */
    static Optional<String> site(Reading reading) {
        return Stream.concat(reading.urls().stream(), reading.hosts().stream().map(host -> "https://" + host + "/"))
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

    /** The first host that is named outside of addresses and may be somebody's site, as it is looked at. */
    static Optional<String> named(Reading reading) {
        return reading.hosts().stream()
                .map(host -> read("https://" + host + "/"))
                .flatMap(Optional::stream)
                .map(SiteUrl::host)
                .filter(host -> !CLOUDFLARES_OWN.matcher(host).find())
                .findFirst();
    }

    /** Why the first address of another scheme in a message is not looked at. */
    static Optional<Refusal> otherScheme(String text) {
        return SCHEME.matcher(text)
                .results()
                .findFirst()
                .map(found -> new Refusal(Refusal.Reason.SCHEME, found.group(1).toLowerCase(Locale.ROOT)));
    }

    /** Whether a message is nothing but addresses. */
    static boolean isNothingBut(List<String> urls, String text) {
        String rest = text;
        for (String url : urls) {
            rest = rest.replace(url, "");
        }
        return !urls.isEmpty() && rest.chars().noneMatch(Character::isLetterOrDigit);
    }

    /** The host of an address as it may be shown; of one that cannot be read, nothing. */
    static String host(String url) {
        return read(url).map(SiteUrl::host).orElse("");
    }

    private static Optional<SiteUrl> read(String url) {
        return SiteUrl.read(url) instanceof SiteUrl it ? Optional.of(it) : Optional.empty();
    }

    /**
     * Looks at a site: a message that says so, which then shows how it goes and in the end what was found. What is no address
     * at all, or one the policy knows to refuse, is answered at once, and nothing of it is stored.
     */
    void look(Deciding turn, String written, List<String> origins, boolean anew, Lang lang) {
        if (!(SiteUrl.read(written) instanceof SiteUrl url)) {
            turn.post(CheckReport.refused((Refusal) SiteUrl.read(written), turn.whom(lang)), null);
            return;
        }
        Optional<Refusal> refused = turn.context().gate().refuses(url);
        if (refused.isPresent()) {
            turn.post(CheckReport.refused(refused.get(), turn.whom(lang)), null);
            return;
        }
        Optional<String> unread = origins.stream()
                .filter(origin -> !(OriginAddress.read(origin, url) instanceof OriginAddress))
                .findFirst();
        if (unread.isPresent()) {
            turn.post(Talk.originNotUnderstood(unread.get(), lang), null);
            return;
        }
        boolean again = !url.carriesSecret();
        String message = turn.next();
        turn.post(
                Talk.looking(url.host(), lang),
                new Shown(null, lang, new Looked(again ? url.text() : url.shown(), again, origins, true, null)));
        turn.add(new Effect.Check(message, written, origins, anew, lang));
    }

    /**
     * Looks at a link that nobody asked to have looked at: without a word, and not at what is refused, nor by an address that
     * lets whoever has it do something.
     */
    void quietly(Deciding turn, String written) {
        if (SiteUrl.read(written) instanceof SiteUrl url
                && !url.carriesSecret()
                && turn.context().gate().refuses(url).isEmpty()) {
            turn.add(new Effect.Check(UNSEEN, written, List.of(), false, turn.lang(), true));
        }
    }

    /** A quiet look has ended: speaks up where something is broken that Cloudflare, or the channel, has to do with. */
    private void checkedQuietly(Deciding turn, Outcome outcome) {
        if (outcome instanceof Outcome.Found found
                && found.report().broken()
                && (Boolean.TRUE.equals(found.report().behindCloudflare())
                        || turn.context().listening().owns(found.report().host()))) {
            Lang lang = turn.lang();
            Looked looked = new Looked(found.report().url(), true, List.of(), false, found.report());
            found(turn, found.report());
            String message = turn.next();
            turn.post(
                    report(turn, looked, lang, false, found.age())
                            .plus(Tuned.why(lang))
                            .plus(actions(message, looked, lang, false)),
                    new Shown(null, lang, looked));
        } else if (!turn.state().atWork()) {
            turn.become(State.NEW.in(turn.state().lang()));
        }
    }

    /** From now on the thread is about what was found. */
    private static void found(Deciding turn, Report report) {
        State state = turn.state().at(report.host());
        List<String> about = codes(report);
        turn.become(about.isEmpty() ? state : state.about(about));
    }

    /** Looks once more at what a look was at. */
    void again(Deciding turn, Looked looked, List<String> origins, Lang lang) {
        if (looked.running()) {
            turn.post(Talk.stillLooking(lang), null);
        } else if (looked.again()) {
            look(turn, looked.url(), origins, true, lang);
        } else {
            turn.post(Talk.sendItAgain(lang), null);
        }
    }

    /** Shows what came of a look in the message that waits for it. */
    void checked(Deciding turn, Input.Checked checked) {
        String message = checked.message();
        if (message.equals(UNSEEN)) {
            checkedQuietly(turn, checked.outcome());
            return;
        }
        Shown shown = turn.state().shown().get(message);
        Lang lang = shown == null ? turn.lang() : shown.lang();
        Looked before = shown == null || shown.looked() == null
                ? new Looked("", false, List.of(), false, null)
                : shown.looked();
        if (checked.outcome() instanceof Outcome.Found found) {
            Looked looked = new Looked(
                    before.url().isEmpty() ? found.report().url() : before.url(),
                    before.again(),
                    before.origins(),
                    false,
                    found.report());
            turn.become(turn.state().seen(message, looked));
            found(turn, found.report());
            turn.edit(message, report(turn, looked, lang, false, found.age()), actions(message, looked, lang, false));
            String asker = turn.state().asker();
            if (asker != null) {
                turn.edit(State.name(1), words.lines(newest(turn.state()), asker, turn.whom(lang)), null);
            }
            return;
        }
        // An origin that was refused is not tried again with the site.
        boolean refusal = checked.outcome() instanceof Outcome.Refused;
        List<String> origins = refusal ? List.of() : before.origins();
        Looked ended = new Looked(before.url(), before.again(), origins, false, null);
        turn.become(turn.state().seen(message, ended));
        if (checked.outcome() instanceof Outcome.Refused refused) {
            turn.edit(message, CheckReport.refused(refused.refusal(), turn.whom(lang)), null);
        } else {
            Reply why = checked.outcome() instanceof Outcome.Limited limited
                    ? Talk.limited(limited.limit(), limited.pause(), lang)
                    : Talk.checkFailed(lang);
            turn.edit(
                    message,
                    why,
                    ended.again() ? new Actions(List.of(Talk.checkAgain(message + "/again", lang))) : null);
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

    /** The newest report on each site, in the order in which they were asked for. */
    private static List<Report> newest(State state) {
        Map<String, Report> reports = new LinkedHashMap<>();
        for (Shown shown : state.shown().values()) {
            Report report = shown.looked() == null ? null : shown.looked().report();
            if (report != null) {
                reports.put(report.host(), report);
            }
        }
        return List.copyOf(reports.values());
    }

    private Reply report(Deciding turn, Looked looked, Lang lang, boolean full, Duration age) {
        Report report = Objects.requireNonNull(looked.report());
        Reader reader = new Reader(lang, report.host(), turn.state().named());
        View view = new View(Audience.SITE_OWNER, turn.context().open(), true);
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

    /** A button under a report, or a word for one. */
    void pressed(Deciding turn, String message, Looked looked, Lang lang, String[] parts) {
        boolean reported = looked.report() != null;
        switch (parts[1]) {
            case "look", "again" -> again(turn, looked, looked.origins(), lang);
            case "origin" -> {
                if (looked.running()) {
                    turn.post(Talk.stillLooking(lang), null);
                } else if (looked.again()) {
                    turn.add(new Effect.Open(message, Talk.originForm(message + "/origin", lang)));
                } else {
                    turn.post(Talk.sendItAgain(lang), null);
                }
            }
            case "more", "less" -> {
                if (reported) {
                    boolean full = parts[1].equals("more");
                    turn.edit(
                            message,
                            report(turn, looked, lang, full, Duration.ZERO),
                            actions(message, looked, lang, full));
                } else {
                    unreported(turn, looked, lang);
                }
            }
            case "in" -> {
                Lang other = Lang.of(parts[parts.length - 1]).orElse(lang);
                if (reported) {
                    Actions actions = actions(turn.next(), looked, other, false);
                    turn.post(
                            report(turn, looked, other, false, Duration.ZERO).plus(actions),
                            new Shown(null, other, looked));
                } else {
                    unreported(turn, looked, other);
                }
            }
            default -> turn.post(Talk.buttonGone(turn.lang()), null);
        }
    }

    /** Offers to look at a site that was only named. */
    void offer(Deciding turn, String url, String host, List<String> origins, Lang lang) {
        Actions yes = new Actions(List.of(Talk.check(turn.next() + "/look", lang)));
        turn.post(Talk.offerCheck(host, lang).plus(yes), new Shown(null, lang, Looked.offer(url, origins)));
    }

    private void unreported(Deciding turn, Looked looked, Lang lang) {
        Optional<SiteUrl> offered = looked.offered() ? read(looked.url()) : Optional.empty();
        if (offered.isPresent()) {
            offer(turn, looked.url(), offered.get().host(), looked.origins(), lang);
            return;
        }
        turn.post(looked.running() ? Talk.stillLooking(lang) : Talk.nothingSeen(lang), null);
    }

    /** Answers a question from a look's report; false where the report says nothing on it. */
    boolean answer(Deciding turn, Looked looked, List<String> topics) {
        Lang lang = turn.lang();
        Report report = looked.report();
        if (report == null) {
            // What is known of a code in general does not have to wait.
            boolean wait = !topics.isEmpty() && turn.state().codes().isEmpty();
            if (wait) {
                turn.post(Talk.stillLooking(lang), null);
            }
            return wait;
        }
        Reader reader = new Reader(lang, report.host(), turn.state().named());
        View view = new View(Audience.SITE_OWNER, turn.context().open(), true);
        for (String topic : topics) {
            Optional<Reply> reply = words.answer(topic, report, reader, view);
            if (reply.isPresent()) {
                turn.post(reply.get(), null);
                return true;
            }
        }
        return false;
    }

    /**
     * The origins' addresses, filled in.
     *
     * @return what was written instead of an address, to be answered like any message; null where all is done
     */
    @Nullable
    String submitted(Deciding turn, Input.Submitted submitted) {
        String[] parts = submitted.form().split("/", -1);
        Shown shown = turn.state().shown().get(parts[0]);
        Looked looked = shown == null ? null : shown.looked();
        String written = submitted.values().getOrDefault(Talk.ADDRESS, "").strip();
        if (shown == null || looked == null || !looked.again()) {
            turn.post(Talk.buttonGone(turn.lang()), null);
            return null;
        } else if (written.isEmpty()) {
            return null;
        }
        String word = written.toLowerCase(Locale.ROOT);
        if (Phrases.NEVER_MIND.contains(word) || Phrases.NO.contains(word)) {
            turn.post(Talk.neverMind(shown.lang()), null);
            return null;
        }
        List<String> addresses = List.of(BETWEEN_ADDRESSES.split(written));
        Optional<String> unread = read(looked.url())
                .flatMap(site -> addresses.stream()
                        .filter(address -> !(OriginAddress.read(address, site) instanceof OriginAddress))
                        .findFirst());
        if (unread.isEmpty()) {
            look(turn, looked.url(), addresses, true, shown.lang());
            return null;
        } else if (LOOKS_LIKE_ADDRESS.matcher(unread.get()).find()) {
            // A slip of the pen: the form opens again, with the reason above it.
            turn.post(Talk.originNotUnderstood(unread.get(), shown.lang()), null);
            turn.add(new Effect.Open(parts[0], Talk.originForm(parts[0] + "/origin", shown.lang())));
            return null;
        }
        return written;
    }
}
