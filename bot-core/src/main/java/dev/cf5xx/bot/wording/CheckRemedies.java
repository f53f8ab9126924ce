package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.diagnose.Diagnosis;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.knowledge.Audience;
import dev.cf5xx.knowledge.Command;
import dev.cf5xx.knowledge.Fact;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.knowledge.Meaning.Remedy;
import dev.cf5xx.knowledge.Risk;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What to do about a finding, for whom, and with which commands. */
final class CheckRemedies {
    private static final int LONGEST_COMMAND = 100;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,252}");
    private static final Pattern COLON = Pattern.compile("[:：]$");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final Pattern SITE_PORT = Pattern.compile("https?://[^/?#]*(:\\d{1,5})(?:[/?#].*)?");
    private static final Pattern SUBCODE = Pattern.compile("\\d{4}");

    /** How a command asks for what the reader is to fill in. */
    private static final String ORIGIN_OPTION = "--origin {address}";

    /** The bot's own command line, for whoever has it. */
    private static final String OWN = "./cf5xx check ";

    private final CheckSheet sheet;
    private final Report report;
    private final Lang lang;
    private final Filling filling;

    CheckRemedies(CheckSheet sheet) {
        this.sheet = sheet;
        report = sheet.report;
        lang = sheet.lang;
        filling = sheet.filling;
    }

    /**
     * Writes the few most useful.
     *
     * @param commands how many commands there is room for
     */
    void few(Diagnosis diagnosis, int most, int commands) {
        steps(choose(of(diagnosis), most), diagnosis, commands, false);
    }

    /** Writes all, with their commands. */
    void all(Diagnosis diagnosis) {
        steps(sorted(of(diagnosis)), diagnosis, 0, true);
    }

    /** What helps against a finding, and against the code that stands behind it. */
    List<Remedy> of(Diagnosis diagnosis) {
        List<Remedy> remedies = new ArrayList<>(sheet.meaning(diagnosis).next());
        sheet.guide(diagnosis).stream()
                .flatMap(guide -> guide.answer().steps().stream())
                .map(CheckRemedies::remedy)
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

    /** The reader's first; what weakens protection last. */
    private List<Remedy> sorted(List<Remedy> remedies) {
        return Stream.of(true, false)
                .flatMap(harmless -> audiences()
                        .flatMap(audience ->
                                of(audience, remedies).stream().filter(remedy -> harmless == (remedy.risk() == null))))
                .toList();
    }

    private static List<Remedy> of(Audience audience, List<Remedy> remedies) {
        return remedies.stream().filter(remedy -> remedy.audience() == audience).toList();
    }

    /** The reader first. */
    private Stream<Audience> audiences() {
        return Stream.concat(
                Stream.of(sheet.view.audience()),
                Stream.of(Audience.values()).filter(it -> it != sheet.view.audience()));
    }

    private void steps(List<Remedy> remedies, Diagnosis diagnosis, int commands, boolean all) {
        List<Item> items = new ArrayList<>();
        int room = commands;
        for (Remedy remedy : remedies) {
            List<Span> spans = new ArrayList<>();
            Filling.words(who(remedy.audience()).in(lang) + Saying.COLON.in(lang), true, spans);
            CheckSheet.append(text(remedy, diagnosis), spans);
            Risk risk = remedy.risk();
            if (risk != null) {
                Filling.words(
                        sheet.gap()
                                + Saying.RISK.in(lang, risk.risk().in(lang))
                                + sheet.gap()
                                + Saying.WAY_BACK.in(lang, risk.back().in(lang))
                                + sheet.gap()
                                + Saying.SAFER.in(lang, risk.safer().in(lang)),
                        false,
                        spans);
            }
            // A sentence that ends in a colon says nothing without its command.
            boolean needed = COLON.matcher(remedy.text().in(lang)).find();
            List<String> lines = commands(remedy, diagnosis).stream()
                    .filter(command -> all || needed || command.length() <= LONGEST_COMMAND)
                    .limit(all ? Integer.MAX_VALUE : needed || room > 0 ? 1 : 0)
                    .toList();
            room -= lines.size();
            items.add(new Item(List.copyOf(spans), lines));
        }
        sheet.list(Saying.WHAT_TO_DO, items);
    }

    private Saying who(Audience audience) {
        if (sheet.view.audience() == Audience.HOST) {
            return switch (audience) {
                case SITE_OWNER -> Saying.CUSTOMER;
                case HOST -> Saying.YOU;
                case CLOUDFLARE_SUPPORT -> Saying.SUPPORT;
            };
        }
        return Page.who(audience);
    }

    /** What to do, with this site's values. */
    List<Span> text(Remedy remedy, Diagnosis diagnosis) {
        return filling.fill(remedy.text(), diagnosis.values(), false);
    }

    /** How to do it, for this site and origin. */
    List<String> commands(Remedy remedy, Diagnosis diagnosis) {
        return remedy.commands().stream()
                .map(command -> command(command, diagnosis))
                .toList();
    }

    private static boolean isOwn(String command) {
        return command.startsWith(OWN) && command.contains(ORIGIN_OPTION);
    }

    /** A command for this site and origin; nothing gets into it that could be more than a name, an address or a number. */
    private String command(String command, Diagnosis diagnosis) {
        String host = Objects.requireNonNullElse(sheet.reader.host(), report.host());
        String origin = Objects.requireNonNullElse(diagnosis.origin(), "");
        IPAddress found = Mask.read(diagnosis.values().getOrDefault("address", Mask.host(origin)));
        String address = found == null || sheet.mask.hides(found) ? "ORIGIN_IP" : found.toString();
        if (sheet.view.talks() && isOwn(command)) {
            return Saying.ORIGIN_SAID.in(lang, address);
        }
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
}
