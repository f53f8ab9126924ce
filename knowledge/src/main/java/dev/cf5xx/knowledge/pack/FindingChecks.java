package dev.cf5xx.knowledge.pack;

import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.knowledge.Meaning;
import dev.cf5xx.knowledge.Meaning.Remedy;
import dev.cf5xx.knowledge.Risk;
import dev.cf5xx.knowledge.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the words of the remote check must hold to beyond their shape. */
final class FindingChecks {
    /** A name that an instant's distance from now can be asked of. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)(\\.ago)?}");

    /** A brace that is no placeholder, in a text; literal braces belong into commands only. */
    private static final Pattern BRACE = Pattern.compile("[{}]");

    /** What a command may be filled with. */
    private static final Set<String> IN_COMMANDS = Set.of("host", "address", "port", "subcode");

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    /** Names and acronyms that Chinese has no words for. */
    private static final Set<String> SAME_IN_BOTH = Set.of("Cloudflare");

    /** Leaving Full (strict), or trusting somebody else instead, weakens protection. */
    private static final Pattern WEAKENS = Pattern.compile("full works at once|full instead of|pause cloudflare"
            + "|custom origin trust store|grey cloud|switch .* waf .*off");

    /** A line of a screen; a sentence takes at most two. */
    private static final int LINE = 80;

    private static final int LABEL = 40;

    private final Knowledge knowledge;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> said = new HashMap<>();

    private FindingChecks(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** Everything wrong with the words of the remote check, a line each. */
    static List<String> of(Knowledge knowledge) {
        FindingChecks checks = new FindingChecks(knowledge);
        knowledge.findings().meanings().values().forEach(checks::meaning);
        knowledge.findings().observations().forEach((id, text) -> checks.text("observation " + id, text));
        knowledge.findings().terms().forEach((id, text) -> checks.term("term " + id, text));
        return checks.problems;
    }

    private void meaning(Meaning meaning) {
        String id = meaning.id();
        sentence(id + " says", meaning.says());
        if (meaning.why() != null) {
            sentence(id + " why", meaning.why());
        }
        label(id + " label", meaning.label());
        if (meaning.label().en().contains("{")) {
            problem(id, "has a value in its label: that belongs into its path");
        }
        if (meaning.path() != null) {
            samePlaceholders(id + " path", meaning.path());
        }
        meaning.next().forEach(remedy -> remedy(id + " next", remedy));
        meaning.facts().stream()
                .filter(fact -> knowledge.fact(fact).isEmpty())
                .forEach(fact -> problem(id, "rests on the unknown fact " + fact));
    }

    private void remedy(String where, Remedy remedy) {
        sentence(where, remedy.text());
        for (String command : remedy.commands()) {
            Matcher placeholder = PLACEHOLDER.matcher(command);
            while (placeholder.find()) {
                if (!IN_COMMANDS.contains(placeholder.group(1)) || placeholder.group(2) != null) {
                    problem(where, "has a command with the unknown placeholder " + placeholder.group());
                }
            }
            if (command.contains("\n")) {
                problem(where, "has a command of several lines");
            }
        }
        Risk risk = remedy.risk();
        if (risk != null) {
            List.of(risk.risk(), risk.back(), risk.safer()).forEach(text -> text(where + " risk", text));
        } else if (WEAKENS.matcher(remedy.text().en().toLowerCase(Locale.ROOT)).find()) {
            problem(where, "weakens protection but does not say what it costs (risk)");
        }
    }

    /** No two findings share a sentence: who reads one must know which it is. */
    private void sentence(String where, Text text) {
        text(where, text);
        for (Lang lang : Lang.values()) {
            String other = said.putIfAbsent(text.in(lang), where);
            if (other != null) {
                problem(where, "says the same as " + other + ": " + text.in(lang));
            }
        }
        if (columns(text.en()) > 2 * LINE || columns(text.zh()) > 2 * LINE) {
            problem(where, "takes more than two lines");
        }
    }

    private void label(String where, Text text) {
        text(where, text);
        if (columns(text.en()) > LABEL || columns(text.zh()) > LABEL) {
            problem(where, "is longer than " + LABEL + " columns");
        }
    }

    private void text(String where, Text text) {
        samePlaceholders(where, text);
        term(where, text);
    }

    private void term(String where, Text text) {
        if (HAN.matcher(text.en()).find()) {
            problem(where, "has Chinese in its English");
        }
        if (text.zh().equals(text.en()) && !SAME_IN_BOTH.contains(text.zh())) {
            problem(where, "has English for its Chinese");
        }
    }

    private void samePlaceholders(String where, Text text) {
        Set<String> en = placeholders(where, text.en());
        if (!en.equals(placeholders(where, text.zh()))) {
            problem(where, "takes different values in its two languages");
        }
    }

    private Set<String> placeholders(String where, String text) {
        Set<String> found = new TreeSet<>();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            found.add(placeholder.group(1));
        }
        if (BRACE.matcher(placeholder.replaceAll("")).find()) {
            problem(where, "has braces that are no placeholder: " + text);
        }
        return found;
    }

    /** How wide a terminal shows it: Chinese characters and full-width punctuation take two columns. */
    private static int columns(String text) {
        return text.codePoints().map(c -> c >= 0x2e80 && c <= 0xffdc ? 2 : 1).sum();
    }

    private void problem(String where, String what) {
        problems.add(where + " " + what);
    }
}
