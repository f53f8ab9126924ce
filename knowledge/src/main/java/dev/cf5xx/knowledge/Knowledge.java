package dev.cf5xx.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge base. Guides are read when first asked for and kept; all methods are safe for use by many threads.
 */
public final class Knowledge {
    /** What codes, and families of them, look like. */
    private static final Pattern CODE = Pattern.compile("[a-z0-9]{3,10}");

    private static final Knowledge SHIPPED = new Knowledge(Knowledge.class::getResourceAsStream);

    private final Resources resources;
    private final Map<String, Optional<Guide>> guides = new ConcurrentHashMap<>();
    private volatile @Nullable List<Entry> index;
    private volatile @Nullable Map<String, Fact> facts;
    private volatile @Nullable List<Signature> signatures;
    private volatile @Nullable Findings findings;

    /** Where packed files come from. */
    interface Resources {
        /** Opens the file called {@code name}, or returns null where there is none. */
        @Nullable
        InputStream open(String name);
    }

    private record Signature(Pattern pattern, Fact fact) {}

    Knowledge(Resources resources) {
        this.resources = resources;
    }

    /** The knowledge base that ships with the program. */
    public static Knowledge shipped() {
        return SHIPPED;
    }

    /** The knowledge base packed into {@code folder}: for the build, which has to check what it just wrote. */
    public static Knowledge in(Path folder) {
        return new Knowledge(name -> {
            Path file = folder.resolve(name);
            try {
                return Files.exists(file) ? Files.newInputStream(file) : null;
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
        });
    }

    /** Every guide's entry: codes in ascending order, then the 1XXX codes, with the families among them. */
    public List<Entry> index() {
        List<Entry> known = index;
        if (known == null) {
            known = read("index.json", GuideReader::index);
            index = known;
        }
        return known;
    }

    /** The guide to {@code code}; empty where there is none. */
    public Optional<Guide> guide(String code) {
        if (!CODE.matcher(code).matches()) {
            return Optional.empty();
        }
        return guides.computeIfAbsent(code, this::load);
    }

    /** All guides, in the order of the {@link #index}. */
    public List<Guide> guides() {
        return index().stream().map(entry -> guide(entry.code()).orElseThrow()).toList();
    }

    /** The fact with this id. */
    public Optional<Fact> fact(String id) {
        Map<String, Fact> known = facts;
        if (known == null) {
            Map<String, Fact> all = new LinkedHashMap<>();
            guides().forEach(guide -> guide.facts().forEach(fact -> all.put(fact.id(), fact)));
            known = all;
            facts = known;
        }
        return Optional.ofNullable(known.get(id));
    }

    /**
     * The log patterns that recognise something in {@code text}, a log line or a page, in the order of the guides.
     * Patterns are linear in the length of the text.
     */
    public List<Fact> bySignature(CharSequence text) {
        List<Signature> known = signatures;
        if (known == null) {
            known = guides().stream()
                    .flatMap(guide -> guide.facts().stream())
                    .distinct()
                    .flatMap(fact -> fact.patterns().stream().map(regex -> new Signature(Pattern.compile(regex), fact)))
                    .toList();
            signatures = known;
        }
        return known.stream()
                .filter(signature -> signature.pattern.matcher(text).find())
                .map(Signature::fact)
                .distinct()
                .toList();
    }

    /**
     * The known codes closest to {@code code}, closest first: for a number the nearest by value, else those with a
     * shared beginning, else the commonest.
     *
     * @param most how many at the most
     */
    public List<Entry> nearest(String code, int most) {
        List<Entry> codes = index().stream()
                .filter(entry -> entry.code().chars().allMatch(Character::isDigit))
                .toList();
        List<Entry> sameStart = codes.stream()
                .filter(entry -> !code.isEmpty() && entry.code().startsWith(code))
                .limit(most)
                .toList();
        if (!sameStart.isEmpty()) {
            return sameStart;
        }
        if (code.matches("\\d{1,9}")) {
            int number = Integer.parseInt(code);
            return codes.stream()
                    .sorted(Comparator.comparingInt((Entry entry) -> Math.abs(Integer.parseInt(entry.code()) - number)))
                    .limit(most)
                    .sorted(Comparator.comparingInt((Entry entry) -> Integer.parseInt(entry.code())))
                    .toList();
        }
        return codes.stream()
                .filter(entry ->
                        List.of("520", "521", "522", "524", "525", "526").contains(entry.code()))
                .limit(most)
                .toList();
    }

    /** What the remote check can find, in words. */
    public Findings findings() {
        Findings known = findings;
        if (known == null) {
            known = read("findings.json", GuideReader::findings);
            findings = known;
        }
        return known;
    }

    /** What the finding with this id means. */
    public Optional<Meaning> meaning(String id) {
        return Optional.ofNullable(findings().meanings().get(id));
    }

    /** The line for the kind of measurement with this id, its values to be filled in. */
    public Optional<Text> observation(String id) {
        return Optional.ofNullable(findings().observations().get(id));
    }

    /** The word for a fixed term of a report, named as in machine output. */
    public Optional<Text> term(String id) {
        return Optional.ofNullable(findings().terms().get(id));
    }

    /** The words by which a message is understood. */
    public Words words() {
        return read("words.json", GuideReader::words);
    }

    /** What tells codes apart that are taken for one another. */
    public List<Distinction> distinctions() {
        return read("apart.json", GuideReader::distinctions);
    }

    /** How messages without a number are understood. */
    public Signs signs() {
        return read("signs.json", GuideReader::signs);
    }

    /** Cloudflare's address ranges as they shipped. */
    public CloudflareRanges ranges() {
        return read(
                "cloudflare-ips.txt",
                in -> CloudflareRanges.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    }

    private Optional<Guide> load(String code) {
        try (InputStream in = resources.open("guide-" + code + ".json")) {
            return in == null ? Optional.empty() : Optional.of(GuideReader.guide(in));
        } catch (IOException e) {
            throw new UncheckedIOException("guide " + code, e);
        }
    }

    private <T> T read(String name, Reading<T> reading) {
        try (InputStream in = resources.open(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing: the knowledge was not packed");
            }
            return reading.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private interface Reading<T> {
        T read(InputStream in) throws IOException;
    }
}
