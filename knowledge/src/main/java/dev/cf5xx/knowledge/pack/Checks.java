package dev.cf5xx.knowledge.pack;

import dev.cf5xx.knowledge.Distinction;
import dev.cf5xx.knowledge.Fact;
import dev.cf5xx.knowledge.FactType;
import dev.cf5xx.knowledge.Guide;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Signs;
import dev.cf5xx.knowledge.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the knowledge base must hold to beyond its shape. */
final class Checks {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
    private static final Set<String> PLACEHOLDERS = Set.of("host", "origin", "time");

    /** Wording of a step that weakens protection and so must say what it costs. */
    private static final Pattern WEAKENS = Pattern.compile("pause cloudflare|pausing cloudflare|cloudflare paused"
            + "|dns[- ]only|grey cloud|gray cloud|unproxied|does not proxy|turn cloudflare off|leave full \\(strict\\)"
            + "|instead of full \\(strict\\)|ssl shopper|sslshopper|third-party");

    private final Knowledge knowledge;
    private final List<String> problems = new ArrayList<>();

    private Checks(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** Everything wrong with {@code knowledge}, a line each. */
    static List<String> of(Knowledge knowledge) {
        Checks checks = new Checks(knowledge);
        checks.guides();
        checks.ids();
        checks.signs();
        checks.problems.addAll(FindingChecks.of(knowledge));
        return checks.problems;
    }

    /** Signs are made of concepts there are, and mean codes there are. */
    private void signs() {
        Signs signs = knowledge.signs();
        Set<String> codes = knowledge.guides().stream().map(Guide::code).collect(Collectors.toSet());
        Set<String> used = new HashSet<>();
        for (Distinction distinction : knowledge.distinctions()) {
            bothLanguages("apart.yaml " + distinction.codes(), distinction.text());
            distinction.codes().stream()
                    .filter(code -> !codes.contains(code))
                    .forEach(code -> problem("apart.yaml", "knows no guide to " + code));
        }
        for (Signs.Sign sign : signs.signs()) {
            sign.codes().stream()
                    .filter(code -> !codes.contains(code))
                    .forEach(code -> problem("sign " + sign.id(), "means the unknown code " + code));
            sign.all().forEach(used::addAll);
        }
        used.stream()
                .filter(concept -> !signs.concepts().containsKey(concept))
                .forEach(concept -> problem("signs.yaml", "has no concept " + concept));
        signs.concepts().keySet().stream()
                .filter(concept -> !used.contains(concept))
                .forEach(concept -> problem("concept " + concept, "is in no sign"));
    }

    private void guides() {
        for (Guide guide : knowledge.guides()) {
            Set<String> old = new HashSet<>();
            Set<String> ids = new HashSet<>();
            guide.facts().forEach(fact -> {
                old.addAll(fact.supersedes());
                ids.add(fact.id());
            });
            old.stream()
                    .filter(id -> !ids.contains(id))
                    .forEach(id -> problem(guide.code(), "supersedes unknown " + id));
            guide.answer().inOrder().stream()
                    .filter(fact -> old.contains(fact.id()))
                    .forEach(fact -> problem(fact.id(), "is superseded, yet in the answer"));
            guide.answer().collect().stream()
                    .filter(fact -> fact.type() != FactType.REQUIRED_DETAIL)
                    .forEach(fact -> problem(fact.id(), "is collected but no required-detail"));
            guide.answer().links().stream()
                    .filter(fact -> fact.type() != FactType.LINK)
                    .forEach(fact -> problem(fact.id(), "is linked but no link"));
            guide.variants()
                    .forEach(variant -> bothLanguages(guide.code() + " variant " + variant.id(), variant.tell()));
            for (Fact fact : guide.facts()) {
                if (fact.variant() != null && guide.variant(fact.variant()).isEmpty()) {
                    problem(fact.id(), "names the unknown variant " + fact.variant());
                }
            }
        }
    }

    private void ids() {
        Map<String, Fact> byId = new LinkedHashMap<>();
        for (Guide guide : knowledge.guides()) {
            Set<String> here = new HashSet<>();
            for (Fact fact : guide.facts()) {
                Fact other = byId.putIfAbsent(fact.id(), fact);
                if (!here.add(fact.id()) || (other != null && !other.equals(fact))) {
                    problem(fact.id(), "is there twice");
                } else if (other == null) {
                    fact(fact);
                }
            }
        }
    }

    private void fact(Fact fact) {
        bothLanguages(fact.id(), fact.text());
        if (fact.label() != null) {
            bothLanguages(fact.id() + " label", fact.label());
        }
        if (fact.url() != null && fact.url().contains("support.cloudflare.com/hc/")) {
            problem(fact.id(), "links to the old help centre");
        }
        boolean article = fact.source().title().contains("undated");
        if (fact.source().asOf() == null && !article) {
            problem(fact.id(), "has a source without a date");
        }
        if (fact.risk() == null
                && fact.type() == FactType.STEP
                && WEAKENS.matcher(fact.text().en().toLowerCase(Locale.ROOT)).find()) {
            problem(fact.id(), "weakens protection but does not say what it costs (risk)");
        }
        if (Stream.of(fact.text().en(), fact.text().zh()).anyMatch(text -> text.matches("(?is).*(\\bseed\\b|种子).*"))) {
            problem(fact.id(), "speaks of the seed");
        }
        fact.commands().forEach(command -> {
            Matcher placeholder = PLACEHOLDER.matcher(command.run());
            while (placeholder.find()) {
                if (!PLACEHOLDERS.contains(placeholder.group(1)) && !"nginx".equals(command.on())) {
                    problem(fact.id(), "has a command with the unknown placeholder " + placeholder.group());
                }
            }
        });
        patterns(fact);
    }

    private void patterns(Fact fact) {
        if (fact.patterns().isEmpty()) {
            return;
        }
        List<Pattern> patterns = new ArrayList<>();
        for (String regex : fact.patterns()) {
            try {
                patterns.add(Pattern.compile(regex));
            } catch (PatternSyntaxException e) {
                problem(fact.id(), "has a pattern that does not compile: " + e.getMessage());
            }
        }
        for (String value : fact.value()) {
            if (patterns.stream().noneMatch(pattern -> pattern.matcher(value).find())) {
                problem(fact.id(), "has no pattern for its example " + value);
            }
        }
        if (fact.value().isEmpty()) {
            problem(fact.id(), "has a pattern but no example");
        }
    }

    private void bothLanguages(String where, Text text) {
        if (HAN.matcher(text.en()).find() && !text.en().contains("(")) {
            problem(where, "has Chinese in its English");
        }
        if (!HAN.matcher(text.zh()).find()
                && text.zh().equals(text.en())
                && text.zh().contains(" ")
                && text.zh().length() > 30) {
            problem(where, "has English for its Chinese");
        }
    }

    private void problem(String where, String what) {
        problems.add(where + " " + what);
    }
}
