package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Block.Bullets;
import dev.cf5xx.bot.chat.Block.Heading;
import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Block.Paragraph;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.diagnose.Diagnosis;
import dev.cf5xx.bot.diagnose.Finding;
import dev.cf5xx.bot.diagnose.Observed;
import dev.cf5xx.bot.diagnose.Outlook;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.diagnose.SslMode;
import dev.cf5xx.knowledge.Audience;
import dev.cf5xx.knowledge.Command;
import dev.cf5xx.knowledge.Fact;
import dev.cf5xx.knowledge.Guide;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.knowledge.Meaning;
import dev.cf5xx.knowledge.Meaning.Place;
import dev.cf5xx.knowledge.Meaning.Remedy;
import dev.cf5xx.knowledge.Risk;
import dev.cf5xx.knowledge.Text;
import inet.ipaddr.IPAddress;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A reply about one report for one reader, while it is being written. */
final class CheckPage {
    /** How much of a stranger's words is repeated, in characters. */
    static final int BRIEF = 48;

    static final int FULL = 300;

    private static final int LONGEST_COMMAND = 100;
    private static final int MOST_ORIGINS_IN_BRIEF = 3;
    private static final int MOST_REASONS_IN_BRIEF = 2;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,252}");
    private static final Pattern COLON = Pattern.compile("[:：]$");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final Pattern COLO = Pattern.compile("[A-Z]{3}");
    private static final Pattern SITE_PORT = Pattern.compile("https?://[^/?#]*(:\\d{1,5})(?:[/?#].*)?");
    private static final Pattern SUBCODE = Pattern.compile("\\d{4}");

    private static final Pattern CONTACT = Pattern.compile("^(?:tcp|tls|certificate|http|h2|retry)-");

    /** How a command asks for what the reader is to fill in. */
    private static final String ORIGIN_OPTION = "--origin {address}";

    /** Findings of which Cloudflare's code says more than the finding itself: the guide to the code has the words. */
    private static final Set<Finding> BY_CODE =
            EnumSet.of(Finding.EDGE_REPORTS, Finding.EDGE_CUSTOM_PAGE, Finding.EDGE_1XXX, Finding.INTERMITTENT);

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

    /** What the edge says of an error that another finding explains: nothing new beside that. */
    private static final Set<Finding> EXPLAINED =
            EnumSet.of(Finding.EDGE_REPORTS, Finding.EDGE_STILL_WAITING, Finding.ORIGIN_PASSED_THROUGH);

    /** Origins that the edge gets through to, or does without: what Cloudflare gets there cannot be told from here. */
    private static final Set<Finding> CLOSED = EnumSet.of(
            Finding.ORIGIN_ADMITS_ONLY_CLOUDFLARE,
            Finding.ORIGIN_CLOSED_HERE,
            Finding.ORIGIN_OUT_OF_REACH,
            Finding.ORIGIN_PULLS);

    private static final String FINE = " ✓";
    private static final String BROKEN = " ✗";
    private static final String UNKNOWN = " ?";

    private final Knowledge knowledge;
    private final Report report;
    private final Reader reader;
    private final CheckReport.View view;
    private final Lang lang;
    private final Mask mask;
    private final Filling filling;
    private final List<Block> blocks = new ArrayList<>();

    /**
     * How much there is room for.
     *
     * @param evidence measured lines
     * @param steps things to do
     * @param others further findings
     * @param commands commands of the things to do
     * @param why whether to say why
     */
    record Room(int evidence, int steps, int others, int commands, boolean why) {}

    CheckPage(Knowledge knowledge, Report report, Reader reader, CheckReport.View view, int longest) {
        this.knowledge = knowledge;
        this.report = report;
        this.reader = reader;
        this.view = view;
        lang = reader.lang();
        mask = new Mask(report, view.open());
        filling = new Filling(knowledge, lang, report.checkedAt(), report.host(), mask, longest);
    }

    // The first screen.

    Reply brief(Room room) {
        Diagnosis first = report.diagnoses().get(0);
        headline(first);
        path(first);
        why(first, room.why());
        bullets(first.evidence().stream().limit(room.evidence()).map(this::line).toList());
        steps(Saying.WHAT_TO_DO, choose(remedies(first), room.steps()), first, room.commands(), false);
        others(room.others());
        matrixInBrief();
        vantage(report.host());
        return new Reply(blocks);
    }

    private void headline(Diagnosis diagnosis) {
        List<Span> spans = new ArrayList<>();
        List<Span> says = filling.fill(meaning(diagnosis).says(), diagnosis.values(), true);
        String code = diagnosis.code();
        if (code != null && isShown(code) && !names(code, says)) {
            Filling.words(code + " · ", true, spans);
        }
        says.forEach(span -> add(span, spans));
        blocks.add(new Paragraph(List.copyOf(spans)));
    }

    /** {@code You ✓ → Cloudflare FRA ✓ → origin ✗ certificate expired 3 days ago} */
    private void path(Diagnosis diagnosis) {
        Finding finding = diagnosis.finding();
        Meaning meaning = meaning(diagnosis);
        List<Span> spans = new ArrayList<>();
        Filling.words(Saying.YOU.in(lang), false, spans);
        if (meaning.at() != Place.YOU) {
            Filling.words(FINE, false, spans);
            if (meaning.at() == Place.DNS) {
                Filling.words(" → DNS", false, spans);
            } else {
                if (Boolean.TRUE.equals(report.behindCloudflare()) || meaning.at() == Place.EDGE) {
                    Filling.words(" → ", false, spans);
                    edge(spans);
                    if (meaning.at() == Place.ORIGIN) {
                        Filling.words(FINE, false, spans);
                    }
                }
                if (meaning.at() == Place.ORIGIN) {
                    Filling.words(" → " + Saying.PATH_ORIGIN.in(lang), false, spans);
                }
            }
        }
        Filling.words(sign(diagnosis), false, spans);
        if (finding != Finding.EDGE_FINE && finding != Finding.ORIGIN_FINE) {
            Filling.words(" ", false, spans);
            label(diagnosis, spans);
        }
        blocks.add(new Paragraph(List.copyOf(spans)));
    }

    private void edge(List<Span> spans) {
        boolean behind = Boolean.TRUE.equals(report.behindCloudflare());
        Filling.words(behind ? "Cloudflare" : Saying.PATH_SITE.in(lang), false, spans);
        String colo = report.colo();
        if (behind && colo != null && COLO.matcher(colo).matches()) {
            Filling.words(" " + colo, false, spans);
        }
    }

    private String sign(Diagnosis diagnosis) {
        if (VEILED.contains(diagnosis.finding())) {
            return UNKNOWN;
        } else if (diagnosis.finding().harmless()) {
            return FINE;
        }
        boolean sure = diagnosis.certain() || meaning(diagnosis).at() == Place.YOU || isErrorShown();
        return sure ? BROKEN : UNKNOWN;
    }

    /** Whether Cloudflare showed an error. */
    private boolean isErrorShown() {
        return Boolean.TRUE.equals(report.behindCloudflare()) && report.status() != null && report.status() >= 500;
    }

    /** Whether Cloudflare showed this error, and not only would. */
    private boolean isShown(String code) {
        return isErrorShown() && code.equals(String.valueOf(report.status()));
    }

    private void label(Diagnosis diagnosis, List<Span> spans) {
        Meaning meaning = meaning(diagnosis);
        Text path = meaning.path();
        filling.fill(path == null ? meaning.label() : path, diagnosis.values(), false)
                .forEach(span -> add(span, spans));
    }

    private void why(Diagnosis diagnosis, boolean room) {
        List<Span> spans = new ArrayList<>();
        Text why = meaning(diagnosis).why();
        if (room && why != null) {
            spans.addAll(filling.fill(why, diagnosis.values(), false));
        } else if (room) {
            guide(diagnosis)
                    .ifPresent(guide ->
                            Filling.words(guide.answer().means().get(0).text().in(lang), false, spans));
        }
        String clause = clause(diagnosis, spans);
        if (!clause.isEmpty()) {
            Filling.words((spans.isEmpty() ? "" : gap()) + clause, false, spans);
        }
        if (!spans.isEmpty()) {
            blocks.add(new Paragraph(List.copyOf(spans)));
        }
    }

    /**
     * What the finding's code has to do with this site: shown, sure to come, or only if Cloudflare sees the same.
     *
     * @param said what is said before it; where that names the code there is nothing to add but a doubt
     */
    private String clause(Diagnosis diagnosis, List<Span> said) {
        String code = guessed(diagnosis);
        if (code.isEmpty() || isShown(code)) {
            return "";
        } else if (isGuess(diagnosis)) {
            return Saying.IF_SAME_CODE.in(lang, code);
        }
        return names(code, said) ? "" : Saying.WOULD_SHOW.in(lang, code);
    }

    /** Whether Cloudflare may see something else than this check did. */
    private static boolean isGuess(Diagnosis diagnosis) {
        return !diagnosis.certain() && !SEEN_BY_ALL.contains(diagnosis.finding());
    }

    private static boolean names(String code, List<Span> said) {
        return said.stream()
                .anyMatch(
                        span -> span instanceof Span.Words words && words.text().contains(code));
    }

    /** What Cloudflare would make of a thing that this check saw without it; empty for a thing seen at the edge. */
    private static String guessed(Diagnosis diagnosis) {
        return diagnosis.code() == null
                        || diagnosis.finding().code() == null
                        || OF_THE_EDGE.contains(diagnosis.finding())
                ? ""
                : diagnosis.code();
    }

    private String gap() {
        return lang == Lang.EN ? " " : "";
    }

    private void others(int most) {
        List<Diagnosis> others = others();
        if (others.isEmpty()) {
            return;
        }
        List<Item> items =
                others.stream().limit(most).map(this::inShort).collect(Collectors.toCollection(ArrayList::new));
        if (others.size() > most) {
            items.add(Item.of(Span.words(Saying.AND_MORE.in(lang, others.size() - most))));
        }
        list(Saying.ALSO_FOUND, items);
    }

    /** What was found besides; without what only says again that there is the error which the first explains. */
    private List<Diagnosis> others() {
        Diagnosis first = report.diagnoses().get(0);
        return report.diagnoses().stream()
                .skip(1)
                .filter(other -> !EXPLAINED.contains(other.finding())
                        || first.code() == null
                        || !first.code().equals(other.code()))
                .toList();
    }

    private Item inShort(Diagnosis diagnosis) {
        List<Span> spans = new ArrayList<>();
        about(diagnosis, spans);
        filling.fill(meaning(diagnosis).says(), diagnosis.values(), false).forEach(span -> add(span, spans));
        String code = guessed(diagnosis);
        if (isGuess(diagnosis) && !code.isEmpty() && !isShown(code)) {
            Filling.words(Saying.OTHER_IF_SAME.in(lang, code), false, spans);
        }
        return new Item(List.copyOf(spans), List.of());
    }

    /** At which of several origins, where the words that follow do not say it. */
    private void about(Diagnosis diagnosis, List<Span> spans) {
        String origin = diagnosis.origin();
        if (origin != null && report.origins().size() > 1 && !diagnosis.values().containsKey("address")) {
            spans.add(filling.quoted(origin));
            Filling.words(Saying.COLON.in(lang), false, spans);
        }
    }

    // What to do.

    private List<Remedy> remedies(Diagnosis diagnosis) {
        List<Remedy> remedies = new ArrayList<>(meaning(diagnosis).next());
        guide(diagnosis).stream()
                .flatMap(guide -> guide.answer().steps().stream())
                .map(CheckPage::remedy)
                .forEach(remedies::add);
        boolean given =
                report.origins().stream().anyMatch(origin -> !origin.bySslMode().isEmpty());
        return remedies.stream()
                .filter(remedy ->
                        !given || remedy.commands().stream().noneMatch(command -> command.contains(ORIGIN_OPTION)))
                .toList();
    }

    private static Remedy remedy(Fact fact) {
        return new Remedy(
                fact.audience(),
                fact.text(),
                fact.commands().stream()
                        .map(Command::run)
                        .map(run -> run.strip().replace("{origin}", "{address}").replace("{time}", "TIME"))
                        .filter(run -> !run.contains("\n"))
                        .toList(),
                fact.risk());
    }

    /** The guide to the code, where it knows more than the finding. */
    private Optional<Guide> guide(Diagnosis diagnosis) {
        if (!BY_CODE.contains(diagnosis.finding())) {
            return Optional.empty();
        }
        String code = diagnosis.finding() == Finding.EDGE_1XXX
                ? diagnosis.values().getOrDefault("subcode", Objects.requireNonNullElse(report.subcode(), ""))
                : Objects.requireNonNullElse(
                        diagnosis.code(), diagnosis.values().getOrDefault("code", ""));
        return knowledge.guide(code);
    }

    /**
     * The few most useful: the first for each audience, the reader first, then the next for each. What weakens protection
     * waits for the full report, where there is room for what it costs.
     */
    private List<Remedy> choose(List<Remedy> remedies, int most) {
        List<Remedy> harmless =
                remedies.stream().filter(remedy -> remedy.risk() == null).toList();
        Map<Audience, List<Remedy>> each = new LinkedHashMap<>();
        audiences().forEach(audience -> each.put(audience, of(audience, harmless.isEmpty() ? remedies : harmless)));
        List<Remedy> chosen = new ArrayList<>();
        for (int turn = 0; turn < remedies.size(); turn++) {
            for (List<Remedy> theirs : each.values()) {
                if (turn < theirs.size() && chosen.size() < most) {
                    chosen.add(theirs.get(turn));
                }
            }
        }
        return audiences().flatMap(audience -> of(audience, chosen).stream()).toList();
    }

    private static List<Remedy> of(Audience audience, List<Remedy> remedies) {
        return remedies.stream().filter(remedy -> remedy.audience() == audience).toList();
    }

    /** The reader first. */
    private Stream<Audience> audiences() {
        return Stream.concat(
                Stream.of(view.audience()), Stream.of(Audience.values()).filter(it -> it != view.audience()));
    }

    private void steps(Saying title, List<Remedy> remedies, Diagnosis diagnosis, int commands, boolean all) {
        List<Item> items = new ArrayList<>();
        int room = commands;
        for (Remedy remedy : remedies) {
            List<Span> spans = new ArrayList<>();
            Filling.words(who(remedy.audience()).in(lang) + Saying.COLON.in(lang), true, spans);
            filling.fill(remedy.text(), diagnosis.values(), false).forEach(span -> add(span, spans));
            Risk risk = remedy.risk();
            if (risk != null) {
                Filling.words(
                        gap()
                                + Saying.RISK.in(lang, risk.risk().in(lang))
                                + gap()
                                + Saying.WAY_BACK.in(lang, risk.back().in(lang))
                                + gap()
                                + Saying.SAFER.in(lang, risk.safer().in(lang)),
                        false,
                        spans);
            }
            // A sentence that ends in a colon says nothing without its command.
            boolean needed = COLON.matcher(remedy.text().in(lang)).find();
            List<String> lines = remedy.commands().stream()
                    .map(command -> command(command, diagnosis))
                    .filter(command -> all || needed || command.length() <= LONGEST_COMMAND)
                    .limit(all ? Integer.MAX_VALUE : needed || room > 0 ? 1 : 0)
                    .toList();
            room -= lines.size();
            items.add(new Item(List.copyOf(spans), lines));
        }
        list(title, items);
    }

    private Saying who(Audience audience) {
        if (view.audience() == Audience.HOST) {
            return switch (audience) {
                case SITE_OWNER -> Saying.CUSTOMER;
                case HOST -> Saying.YOU;
                case CLOUDFLARE_SUPPORT -> Saying.SUPPORT;
            };
        }
        return Page.who(audience);
    }

    /** A command for this site and origin; nothing gets into it that could be more than a name, an address or a number. */
    private String command(String command, Diagnosis diagnosis) {
        String host = Objects.requireNonNullElse(reader.host(), report.host());
        String origin = Objects.requireNonNullElse(diagnosis.origin(), "");
        IPAddress found = Mask.read(diagnosis.values().getOrDefault("address", Mask.host(origin)));
        String address = found == null || mask.hides(found) ? "ORIGIN_IP" : found.toString();
        String bracketed = address.contains(":") ? "[" + address + "]" : address;
        String port = diagnosis.values().getOrDefault("port", "");
        boolean plain = report.url().startsWith("http://");
        Matcher sitePort = SITE_PORT.matcher(report.url());
        String subcode = diagnosis.values().getOrDefault("subcode", "");
        return command.replace(
                        "https://{host}",
                        (plain ? "http://{host}" : "https://{host}") + (sitePort.matches() ? sitePort.group(1) : ""))
                .replace("{subcode}", SUBCODE.matcher(subcode).matches() ? subcode : "1xxx")
                .replace("{host}", HOST.matcher(host).matches() ? host : "www.example.com")
                .replace("{address}:", bracketed + ":")
                .replace("::{address}", "::" + bracketed)
                .replace("{address}", address)
                .replace("{port}", PORT.matcher(port).matches() ? port : Mask.port(origin, !plain));
    }

    // SSL modes.

    private void matrixInBrief() {
        List<Item> items = report.origins().stream()
                .filter(origin -> !origin.bySslMode().isEmpty() || origin.refused() != null)
                .limit(MOST_ORIGINS_IN_BRIEF)
                .map(this::modesInBrief)
                .collect(Collectors.toCollection(ArrayList::new));
        if (report.origins().size() > MOST_ORIGINS_IN_BRIEF) {
            items.add(
                    Item.of(Span.words(Saying.AND_MORE.in(lang, report.origins().size() - MOST_ORIGINS_IN_BRIEF))));
        }
        list(Saying.BY_SSL_MODE, items);
    }

    /** {@code 203.0.x.x: Off, Flexible, Full ✓ 200 · Full (strict) ✗ 526 certificate expired (certain)} */
    private Item modesInBrief(Report.Origin origin) {
        List<Span> spans = new ArrayList<>();
        spans.add(filling.quoted(origin.address()));
        Filling.words(Saying.COLON.in(lang), false, spans);
        if (origin.refused() != null) {
            notLookedAt(origin.refused(), spans);
            return new Item(List.copyOf(spans), List.of());
        }
        Outlook strict = origin.bySslMode().get(SslMode.STRICT);
        if (strict != null && isClosed(origin)) {
            around(Saying.ONLY_FROM_HERE, spans, inner -> Filling.words(seen(strict), false, inner));
            return new Item(List.copyOf(spans), List.of());
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
        return new Item(List.copyOf(spans), List.of());
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
                : meaning(reason).label().in(lang);
    }

    private void outlook(Outlook outlook, int reasons, List<Span> spans) {
        boolean ok = outlook.result() == Outlook.Result.OK;
        Filling.words(ok ? FINE : BROKEN, false, spans);
        String number = outlook.code() != null
                ? outlook.code()
                : outlook.status() == null ? "" : String.valueOf(outlook.status());
        boolean named = outlook.result() == Outlook.Result.ERROR
                && meaning(outlook.reasons().get(0)).label().in(lang).contains(number);
        Filling.words(number.isEmpty() || named ? "" : " " + number, false, spans);
        if (outlook.result() == Outlook.Result.PASSED_THROUGH) {
            Filling.words(" " + Saying.PASSED_THROUGH.in(lang), false, spans);
        } else if (!ok) {
            String labels = outlook.reasons().stream()
                    .limit(reasons)
                    .map(reason -> meaning(reason).label().in(lang))
                    .distinct()
                    .collect(Collectors.joining(Saying.LIST_SEPARATOR.in(lang)));
            Filling.words(labels.isEmpty() ? "" : " " + labels, false, spans);
        }
        if (!outlook.certain()) {
            boolean seenByAll = !outlook.reasons().isEmpty()
                    && SEEN_BY_ALL.contains(outlook.reasons().get(0));
            Filling.words((seenByAll ? Saying.LIKELY : Saying.IF_SAME).in(lang), false, spans);
        } else if (!ok) {
            Filling.words(Saying.CERTAIN.in(lang), false, spans);
        }
    }

    private void notLookedAt(String reason, List<Span> spans) {
        around(Saying.NOT_LOOKED_AT, spans, inner -> filling.terms(List.of(reason), false, inner));
    }

    private static Saying mode(SslMode mode) {
        return switch (mode) {
            case OFF -> Saying.MODE_OFF;
            case FLEXIBLE -> Saying.MODE_FLEXIBLE;
            case FULL -> Saying.MODE_FULL;
            case STRICT -> Saying.MODE_STRICT;
        };
    }

    // From where.

    private void vantage(String about) {
        List<Span> spans = new ArrayList<>();
        spans.add(filling.quoted(about));
        Filling.words(" · ", false, spans);
        Report.From from = report.vantage();
        Saying families = from.ipv4()
                ? from.ipv6() ? Saying.BOTH_FAMILIES : Saying.IPV4_ONLY
                : from.ipv6() ? Saying.IPV6_ONLY : Saying.NO_FAMILY;
        List<String> remarks = new ArrayList<>(List.of(families.in(lang)));
        if (from.fakeDns()) {
            remarks.add(Saying.FAKE_DNS_HERE.in(lang));
        }
        if (from.proxied()) {
            remarks.add(Saying.PROXY_UNUSED.in(lang));
        }
        Filling.words(
                Saying.VANTAGE.in(lang, String.join(Saying.CLAUSE_SEPARATOR.in(lang), remarks)) + " · ", false, spans);
        spans.add(new Span.Moment(report.checkedAt()));
        blocks.add(new Paragraph(List.copyOf(spans)));
    }

    // Everything.

    Reply full() {
        Diagnosis first = report.diagnoses().get(0);
        headline(first);
        path(first);
        why(first, true);
        list(Saying.MEASURED, first.evidence().stream().map(this::line).toList());
        steps(Saying.WHAT_TO_DO, sorted(remedies(first)), first, 0, true);
        knownAbout(first);
        List<Diagnosis> others = others();
        if (!others.isEmpty()) {
            blocks.add(new Heading(Saying.ALSO_FOUND.in(lang)));
        }
        for (Diagnosis other : others) {
            headline(other);
            why(other, true);
            bullets(other.evidence().stream().map(this::line).toList());
            steps(Saying.WHAT_TO_DO, sorted(remedies(other)), other, 0, true);
        }
        list(Saying.IN_FRONT, report.because().stream().map(this::line).toList());
        way();
        dns();
        handshake(report.tls());
        trace();
        report.origins().forEach(this::origin);
        vantage(report.url());
        blocks.add(Paragraph.of(Span.words(Saying.TOOK.in(lang, Figures.millis(report.tookMs(), lang)))));
        return new Reply(blocks);
    }

    /** The reader's first; what weakens protection last. */
    private List<Remedy> sorted(List<Remedy> remedies) {
        return Stream.of(true, false)
                .flatMap(harmless -> audiences()
                        .flatMap(audience ->
                                of(audience, remedies).stream().filter(remedy -> harmless == (remedy.risk() == null))))
                .toList();
    }

    private void knownAbout(Diagnosis diagnosis) {
        boolean general = guide(diagnosis).isPresent();
        list(
                Saying.RESTS_ON,
                meaning(diagnosis).facts().stream()
                        // What holds for all codes says of some what does not hold for this one.
                        .filter(id -> !general || !id.startsWith("overview."))
                        .flatMap(id -> knowledge.fact(id).stream())
                        .map(fact -> Item.of(Span.words(fact.text().in(lang))))
                        .toList());
    }

    private void way() {
        List<Item> items = new ArrayList<>();
        report.hops().forEach(hop -> items.add(Item.of(filling.quoted(hop))));
        if (report.tries().size() > 1) {
            items.add(Item.of(Span.words(Saying.TRIES.in(
                    lang,
                    report.tries().stream()
                            .map(status -> status == 0 ? Saying.NO_STATUS.in(lang) : String.valueOf(status))
                            .collect(Collectors.joining(Saying.LIST_SEPARATOR.in(lang)))))));
        }
        List<Span> author = new ArrayList<>();
        around(Saying.ANSWER_BY, author, inner -> filling.terms(List.of(report.source()), false, inner));
        items.add(new Item(List.copyOf(author), List.of()));
        String phases = phases(report.phases());
        if (!phases.isEmpty()) {
            items.add(Item.of(Span.words(phases)));
        }
        list(Saying.WAY, items);
    }

    private String phases(Report.Phases phases) {
        List<String> parts = new ArrayList<>();
        phase("DNS", phases.dnsMs(), parts);
        phase("TCP", phases.tcpMs(), parts);
        phase("TLS", phases.tlsMs(), parts);
        phase(Saying.FIRST_BYTE.in(lang), phases.ttfbMs(), parts);
        phase(Saying.TOTAL.in(lang), phases.totalMs(), parts);
        return String.join(" · ", parts);
    }

    private void phase(String name, @Nullable Double millis, List<String> parts) {
        if (millis != null) {
            parts.add(name + " " + Figures.millis(millis, lang));
        }
    }

    private void dns() {
        List<Item> items = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        spans.add(filling.quoted(report.dns().name()));
        Filling.words(Saying.COLON.in(lang), false, spans);
        filling.terms(List.of(report.dns().outcome()), false, spans);
        items.add(new Item(List.copyOf(spans), List.of()));
        named(Saying.ALIASES, report.dns().aliases(), items);
        named(Saying.ADDRESSES, report.dns().addresses(), items);
        list(Saying.DNS_SECTION, items);
    }

    private void named(Saying frame, List<String> values, List<Item> items) {
        if (!values.isEmpty()) {
            List<Span> spans = new ArrayList<>();
            around(
                    frame,
                    spans,
                    inner -> inner.add(filling.quoted(String.join(Saying.LIST_SEPARATOR.in(lang), values))));
            items.add(new Item(List.copyOf(spans), List.of()));
        }
    }

    private void handshake(Report.@Nullable Handshake handshake) {
        if (handshake != null) {
            list(Saying.HANDSHAKE, details(handshake));
        }
    }

    private List<Item> details(Report.Handshake handshake) {
        List<Item> items = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        Filling.words("TLS" + Saying.COLON.in(lang), false, spans);
        filling.terms(List.of(handshake.outcome()), false, spans);
        if (handshake.alert() != null) {
            Filling.words(" · " + Saying.ALERT.in(lang, handshake.alert()), false, spans);
        }
        Stream.of(handshake.version(), handshake.cipher(), handshake.alpn())
                .flatMap(Stream::ofNullable)
                .forEach(value -> {
                    Filling.words(" · ", false, spans);
                    spans.add(filling.quoted(value));
                });
        items.add(new Item(List.copyOf(spans), List.of()));
        handshake.chain().forEach(issued -> items.add(certificate(issued)));
        termed(Saying.REFUSED_BY_STRICT, handshake.problems(), items);
        termed(Saying.WORTH_KNOWING, handshake.remarks(), items);
        if (!handshake.chain().isEmpty()) {
            termed(Saying.REVOCATION, List.of(handshake.revocation()), items);
        }
        return items;
    }

    private Item certificate(Report.Issued issued) {
        List<Span> spans = new ArrayList<>();
        spans.add(filling.quoted(issued.subject()));
        Filling.words(Saying.CLAUSE_SEPARATOR.in(lang), false, spans);
        around(Saying.ISSUED_BY, spans, inner -> inner.add(filling.quoted(issued.issuer())));
        Filling.words(Saying.CLAUSE_SEPARATOR.in(lang), false, spans);
        String[] valid = Saying.VALID.in(lang, "\0", "\0").split("\0", -1);
        Filling.words(valid[0], false, spans);
        spans.add(new Span.Moment(issued.notBefore()));
        Filling.words(valid[1], false, spans);
        spans.add(new Span.Moment(issued.notAfter()));
        Filling.words(
                (lang == Lang.EN ? " (" : "（")
                        + Figures.ago(issued.notAfter(), report.checkedAt(), lang)
                        + (lang == Lang.EN ? ")" : "）"),
                false,
                spans);
        if (!issued.names().isEmpty()) {
            Filling.words(Saying.CLAUSE_SEPARATOR.in(lang), false, spans);
            around(
                    Saying.NAMES,
                    spans,
                    inner -> inner.add(filling.quoted(String.join(Saying.LIST_SEPARATOR.in(lang), issued.names()))));
        }
        Filling.words(Saying.CLAUSE_SEPARATOR.in(lang), false, spans);
        spans.add(filling.quoted(issued.key() + ", " + issued.signature()));
        Filling.words(Saying.CLAUSE_SEPARATOR.in(lang), false, spans);
        around(Saying.SERIAL, spans, inner -> inner.add(filling.quoted(issued.serial())));
        return new Item(List.copyOf(spans), List.of());
    }

    private void termed(Saying frame, List<String> tags, List<Item> items) {
        if (!tags.isEmpty()) {
            List<Span> spans = new ArrayList<>();
            around(frame, spans, inner -> filling.terms(tags, false, inner));
            items.add(new Item(List.copyOf(spans), List.of()));
        }
    }

    /** The trace without what is the checker's own. */
    private void trace() {
        List<Item> items = new ArrayList<>();
        report.trace().forEach((key, value) -> {
            if (!key.equals("ip") && !key.equals("uag")) {
                items.add(Item.of(filling.quoted(key + "=" + value)));
            }
        });
        list(Saying.TRACE, items);
    }

    private void origin(Report.Origin origin) {
        List<Span> title = new ArrayList<>();
        String[] around = Saying.ORIGIN.in(lang, "\0").split("\0", -1);
        Filling.words(around[0], true, title);
        title.add(filling.quoted(origin.address()));
        Filling.words(around[1], true, title);
        blocks.add(new Paragraph(List.copyOf(title)));
        List<Item> items = new ArrayList<>();
        if (origin.refused() != null) {
            List<Span> spans = new ArrayList<>();
            notLookedAt(origin.refused(), spans);
            items.add(new Item(List.copyOf(spans), List.of()));
        }
        contact(Saying.OVER_TLS, origin.https(), items);
        contact(Saying.OVER_PLAIN_HTTP, origin.http(), items);
        Outlook closed = isClosed(origin) ? origin.bySslMode().get(SslMode.STRICT) : null;
        if (closed != null) {
            List<Span> spans = new ArrayList<>();
            around(Saying.ONLY_FROM_HERE, spans, inner -> Filling.words(seen(closed), false, inner));
            items.add(new Item(List.copyOf(spans), List.of()));
        }
        for (SslMode mode : SslMode.values()) {
            Outlook outlook = closed != null ? null : origin.bySslMode().get(mode);
            if (outlook != null) {
                List<Span> spans = new ArrayList<>();
                Filling.words(mode(mode).in(lang), false, spans);
                outlook(outlook, Integer.MAX_VALUE, spans);
                items.add(new Item(List.copyOf(spans), List.of()));
            }
        }
        bullets(items);
    }

    private void contact(Saying how, Report.@Nullable Contact contact, List<Item> items) {
        if (contact == null) {
            return;
        }
        List<Span> spans = new ArrayList<>();
        Filling.words(how.in(lang) + Saying.COLON.in(lang) + "TCP ", false, spans);
        filling.terms(List.of(contact.tcp()), false, spans);
        if (contact.outcome() != null) {
            Filling.words(" · HTTP ", false, spans);
            filling.terms(List.of(contact.outcome()), false, spans);
        }
        if (contact.status() != null) {
            Filling.words(" · " + contact.status(), false, spans);
        }
        if (contact.server() != null && !contact.server().isBlank()) {
            Filling.words(" · Server" + Saying.COLON.in(lang), false, spans);
            spans.add(filling.quoted(contact.server()));
        }
        if (contact.headBytes() != null) {
            Filling.words(
                    " · " + Saying.HEADERS.in(lang, Figures.bytes(BigDecimal.valueOf(contact.headBytes()), lang)),
                    false,
                    spans);
        }
        String phases = phases(contact.phases());
        Filling.words(phases.isEmpty() ? "" : " · " + phases, false, spans);
        items.add(new Item(List.copyOf(spans), List.of()));
        if (contact.tls() != null) {
            items.addAll(details(contact.tls()));
        }
    }

    // For programs.

    CheckReport.Told tell(Diagnosis diagnosis) {
        List<CheckReport.Told.Step> next = remedies(diagnosis).stream()
                .map(remedy -> new CheckReport.Told.Step(
                        remedy.audience(),
                        PlainText.of(filling.fill(remedy.text(), diagnosis.values(), false)),
                        remedy.commands().stream()
                                .map(command -> command(command, diagnosis))
                                .toList()))
                .toList();
        return new CheckReport.Told(
                PlainText.of(filling.fill(meaning(diagnosis).says(), diagnosis.values(), false)),
                diagnosis.evidence().stream()
                        .map(observed -> PlainText.of(line(observed).spans()))
                        .toList(),
                next,
                meaning(diagnosis).facts());
    }

    // Common.

    private Meaning meaning(Diagnosis diagnosis) {
        return meaning(diagnosis.finding());
    }

    private Meaning meaning(Finding finding) {
        return knowledge.meaning(finding.id()).orElseThrow();
    }

    private Item line(Observed observed) {
        Text text = knowledge.observation(observed.what().id()).orElseThrow();
        List<Span> spans = new ArrayList<>();
        side(observed, spans);
        filling.fill(text, observed.values(), false).forEach(span -> add(span, spans));
        return new Item(List.copyOf(spans), List.of());
    }

    /** Where a line was measured, where there is more than one place that it could be. */
    private void side(Observed observed, List<Span> spans) {
        boolean edge = Boolean.TRUE.equals(report.behindCloudflare());
        String origin = observed.origin();
        if (origin == null ? !edge || report.origins().isEmpty() || !isOfAContact(observed) : !edge && isOnly()) {
            return;
        } else if (origin == null) {
            Filling.words(Saying.AT_EDGE.in(lang), false, spans);
        } else if (isOnly()) {
            Filling.words(Saying.PATH_ORIGIN.in(lang), false, spans);
        } else {
            spans.add(filling.quoted(origin));
        }
        Filling.words(Saying.COLON.in(lang), false, spans);
    }

    private boolean isOnly() {
        return report.origins().size() <= 1;
    }

    /** Whether it tells of a connection, as there is one with the edge and one with each origin. */
    private static boolean isOfAContact(Observed observed) {
        return CONTACT.matcher(observed.what().id()).find();
    }

    private static void add(Span span, List<Span> spans) {
        if (span instanceof Span.Words words) {
            Filling.words(words.text(), words.strong(), spans);
        } else {
            spans.add(span);
        }
    }

    /** A saying with one value that is more than words. */
    private void around(Saying saying, List<Span> spans, Consumer<List<Span>> value) {
        String[] around = saying.in(lang, "\0").split("\0", -1);
        Filling.words(around[0], false, spans);
        value.accept(spans);
        Filling.words(around[1], false, spans);
    }

    private void bullets(List<Item> items) {
        if (!items.isEmpty()) {
            blocks.add(new Bullets(false, items));
        }
    }

    private void list(Saying title, List<Item> items) {
        if (!items.isEmpty()) {
            blocks.add(Paragraph.of(Span.strong(title.in(lang))));
            bullets(items);
        }
    }
}
