package dev.cf5xx.knowledge;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about one code.
 *
 * @param code {@code "524"}, {@code "1016"}, or a family: {@code "overview"}, {@code "analytics"}, {@code "1xxx"}
 * @param title what the error is called
 * @param page how Cloudflare's error page names it, in English as printed
 * @param fault on whose side it usually lies
 * @param variants its kinds, if they need different answers
 * @param phrases what people write who mean it, lower case, in either language
 * @param answer the first screen
 * @param facts all of it, in reading order, superseded facts included
 */
public record Guide(
        String code,
        Text title,
        List<String> page,
        Fault fault,
        List<Variant> variants,
        List<String> phrases,
        Answer answer,
        List<Fact> facts) {

    /** The facts that no newer fact of this guide replaces, in reading order. */
    public List<Fact> current() {
        List<String> old =
                facts.stream().flatMap(fact -> fact.supersedes().stream()).toList();
        return facts.stream().filter(fact -> !old.contains(fact.id())).toList();
    }

    /** The variant called {@code id}; empty for null or an unknown one. */
    public Optional<Variant> variant(@Nullable String id) {
        return variants.stream().filter(variant -> variant.id().equals(id)).findFirst();
    }

    /** Whether this is a guide to a code rather than to a subject such as error analytics. */
    public boolean isCode() {
        return Character.isDigit(code.charAt(0)) && Character.isDigit(code.charAt(code.length() - 1));
    }
}
