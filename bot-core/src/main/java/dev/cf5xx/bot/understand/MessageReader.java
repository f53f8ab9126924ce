package dev.cf5xx.bot.understand;

import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.evidence.Artefact;
import dev.cf5xx.bot.evidence.ArtefactReader;
import dev.cf5xx.bot.understand.Lexicon.Hit;
import dev.cf5xx.bot.understand.Lexicon.Sense;
import dev.cf5xx.bot.understand.Numbers.Candidate;
import dev.cf5xx.knowledge.Entry;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads messages. Safe for use by many threads. */
public final class MessageReader {
    /** Longer messages are read up to here: nobody's question starts later. In characters. */
    public static final int LONGEST = 100_000;

    /** How near, in characters, a word must stand to make a number a code or a quantity. */
    private static final int NEAR = 40;

    /** What a paste weighs as a reason: more than anything said. */
    private static final double PASTED = 5;

    /** A message of no more characters is hardly more than a code. */
    private static final int BRIEF = 16;

    private static final Pattern NO_LANGUAGE =
            Pattern.compile("[a-z][a-z0-9+.-]{0,20}://\\S*|\\b(?:http|error|err|code|status|cf|cloudflare)\\b");

    private final Lexicon lexicon;
    private final Meanings meanings;
    private final Set<String> codes;
    private final ArtefactReader artefacts;

    /** A reader that knows the codes and words of {@code knowledge}. */
    public MessageReader(Knowledge knowledge) {
        lexicon = new Lexicon(knowledge);
        meanings = new Meanings(knowledge.signs());
        codes = knowledge.index().stream().map(Entry::code).collect(Collectors.toUnmodifiableSet());
        artefacts = new ArtefactReader(knowledge);
    }

    /**
     * Reads one message.
     *
     * @param text any text at all
     * @param dialect how the platform writes
     */
    public Reading read(String text, Dialect dialect) {
        String whole = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        Urls.Found found = Urls.in(whole, dialect);
        Named named = Named.in(found.prose());
        return new Message(Fold.of(found.prose()), Fold.of(whole), found.urls(), named, artefacts.in(whole))
                .read(whole);
    }

    /** Whether {@code text}, in either language, speaks of a topic of the vocabulary. */
    public boolean speaksOf(String topic, String text) {
        return lexicon.in(Fold.of(text)).stream()
                .anyMatch(
                        hit -> hit.sense() instanceof Sense.Topic it && it.tag().equals(topic));
    }

    /** One message while it is being read. */
    private final class Message {
        private final String folded;
        private final List<String> urls;
        private final Named named;
        private final String plain;
        private final List<Hit> hits;
        private final NavigableMap<Integer, List<Hit>> byStart = new TreeMap<>();
        private final Set<String> worded = new HashSet<>();
        private final boolean cloudflare;
        private final boolean failure;
        private final Map<String, Because> explicit = new LinkedHashMap<>();
        private final Set<String> mentioned = new LinkedHashSet<>();
        private final Set<String> unknown = new LinkedHashSet<>();
        private final List<Artefact> pasted;
        private final Set<String> logged = new LinkedHashSet<>();
        private boolean weak;
        private boolean several;

        Message(String folded, String withUrls, List<String> urls, Named named, List<Artefact> pasted) {
            this.pasted = pasted;
            this.folded = folded;
            this.urls = urls;
            this.named = named;
            plain = Fold.of(named.prose());
            hits = lexicon.in(folded);
            for (Hit hit : hits) {
                byStart.computeIfAbsent(hit.start(), any -> new ArrayList<>()).add(hit);
                if (hit.sense() instanceof Sense.Code code) {
                    worded.add(code.code());
                }
            }
            cloudflare = pasted.stream().anyMatch(Artefact::cloudflare)
                    || hits.stream()
                            .anyMatch(hit -> hit.sense() instanceof Sense.Cloudflare && !within(hit, Sense.Apart.class))
                    || (!urls.isEmpty()
                            && lexicon.in(withUrls).stream().anyMatch(hit -> hit.sense() instanceof Sense.Cloudflare));
            failure = has(Sense.Failure.class);
        }

        private boolean within(Hit inner, Class<? extends Sense> sense) {
            return byStart.headMap(inner.start(), true).tailMap(inner.start() - lexicon.longest()).values().stream()
                    .flatMap(List::stream)
                    .anyMatch(hit -> sense.isInstance(hit.sense()) && hit.end() >= inner.end());
        }

        Reading read(String whole) {
            pasted.forEach(this::paste);
            List<Candidate> numbers = Numbers.in(plain);
            several = numbers.stream()
                            .filter(number -> codes.contains(number.digits()))
                            .count()
                    > 1;
            numbers.forEach(this::number);
            Families.in(plain).forEach(this::family);
            Map<String, List<Because>> implied = meanings.of(hits, cloudflare, folded);
            List<String> found = explicit.values().stream()
                    .sorted(Comparator.comparingDouble(because -> -because.score()))
                    .map(Because::code)
                    .collect(Collectors.toCollection(ArrayList::new));
            // What a server logged says more than the words in its line.
            if (found.isEmpty() && cloudflare) {
                found.addAll(logged);
            }
            if (found.isEmpty()) {
                found.addAll(implied.keySet());
            }
            mentioned.addAll(logged);
            if (found.isEmpty() && mentioned.isEmpty() && cloudflare && failure && has(Sense.Listing.class)) {
                // "List of Cloudflare errors": worth the list to whoever addressed the bot.
                codes.stream().filter(Families.ALL::has).sorted().forEach(mentioned::add);
            }
            if (found.isEmpty() && mentioned.isEmpty() && !cloudflare) {
                // Whoever asks the bot means Cloudflare, named or not.
                mentioned.addAll(meanings.of(hits, true, folded).keySet());
            }
            leadWithTheCause(found);
            if (found.equals(List.of("530"))) {
                // What is said beside a 530 may name the 1XXX that it comes with.
                implied.keySet().stream().filter(code -> code.length() == 4).forEach(found::add);
            }
            Kind kind = kind(found);
            List<String> kept = kind == Kind.NONE ? List.of() : List.copyOf(found);
            return new Reading(
                    kind,
                    cloudflare,
                    kept,
                    List.copyOf(mentioned),
                    List.copyOf(unknown),
                    !explicit.isEmpty() && kind != Kind.NONE,
                    confidence(kind, implied),
                    topics(),
                    urls,
                    named.hosts(),
                    named.origins(),
                    language(whole),
                    pasted,
                    folded.strip().length() <= BRIEF,
                    has(Sense.Comparison.class),
                    because(kept, implied));
        }

        private List<Because> because(List<String> kept, Map<String, List<Because>> implied) {
            List<Because> reasons = new ArrayList<>();
            for (String code : kept) {
                Because number = explicit.get(code);
                if (number != null) {
                    reasons.add(number);
                }
                reasons.addAll(implied.getOrDefault(code, List.of()));
                if (number == null && !implied.containsKey(code)) {
                    reasons.add(new Because(code, "log", List.of(), 1));
                }
            }
            return List.copyOf(reasons);
        }

        /** A 530 comes with the 1XXX that says why. */
        private static void leadWithTheCause(List<String> found) {
            if (found.contains("530") && found.stream().anyMatch(code -> code.length() == 4)) {
                found.remove("530");
                found.add("530");
            }
        }

        private void number(Candidate number) {
            boolean five = number.digits().length() == 3;
            boolean known = codes.contains(number.digits());
            boolean alone = folded.length() - number.digits().length() <= 8
                    && folded.strip().length() <= 12;
            boolean named = number.labelled() || near(number, Sense.Failure.class) || alone;
            if (isCounted(number) || (near(number, Sense.Protocol.class) && !cloudflare)) {
                return;
            }
            boolean printed = worded.contains(number.digits());
            boolean meant = five
                    ? named || cloudflare || printed || (known && keepsCompany(number))
                    : isFourDigitCode(number, alone, printed);
            if (!meant) {
                if (known) {
                    mentioned.add(number.digits());
                }
                return;
            }
            if (known) {
                double score = number.labelled() || printed || alone ? 4 : cloudflare ? 3 : 2;
                Because because = new Because(number.digits(), "number", List.of(number.digits()), score);
                explicit.merge(number.digits(), because, (one, other) -> one.score() >= other.score() ? one : other);
                weak |= score <= 2;
            } else if (number.labelled()
                    || (named && five && pasted.stream().noneMatch(Artefact.LogLine.class::isInstance))) {
                unknown.add(number.digits());
            }
        }

        /** What was pasted proves its code; a log line only fits one. */
        private void paste(Artefact artefact) {
            String code = artefact.code();
            if (code == null || !codes.contains(code)) {
                return;
            }
            if (artefact instanceof Artefact.LogLine) {
                logged.add(code);
            } else {
                explicit.putIfAbsent(code, new Because(code, "paste:" + artefact.tag(), List.of(), PASTED));
            }
        }

        /** A family of codes stands for all of them. */
        private void family(Families.Family family) {
            List<String> members = codes.stream().filter(family::has).sorted().toList();
            if (cloudflare
                    || family.isCloudflares()
                    || has(Sense.Listing.class)
                    || folded.strip().length() <= BRIEF) {
                members.forEach(
                        code -> explicit.putIfAbsent(code, new Because(code, "number", List.of(family.written()), 1)));
            } else {
                mentioned.addAll(members);
            }
        }

        /** Whether web sites, trouble, other codes or a question are what a number stands among. */
        private boolean keepsCompany(Candidate number) {
            return has(Sense.Operations.class)
                    || near(number, Sense.Occurrence.class)
                    || (several && has(Sense.Comparison.class))
                    || has(Sense.Apart.class)
                    || hits.stream().anyMatch(hit -> hit.sense() instanceof Sense.Topic);
        }

        /** Whether the number says how many or which one: 520 users, order 520. */
        private boolean isCounted(Candidate number) {
            return !number.labelled()
                    && (touches(number, Sense.Quantity.class, true) || touches(number, Sense.Counter.class, false));
        }

        /**
         * Whether a phrase with this sense stands right beside a number, and is no part of a longer one ({@code 页} of {@code 页面}).
         *
         * @param after behind the number, else before it
         */
        private boolean touches(Candidate number, Class<? extends Sense> sense, boolean after) {
            return around(number)
                    .filter(hit -> sense.isInstance(hit.sense()))
                    .filter(hit -> after
                            ? hit.start() >= number.end() && isGap(number.end(), hit.start())
                            : hit.end() <= number.start() && isGap(hit.end(), number.start()))
                    .anyMatch(hit -> around(number)
                            .noneMatch(other -> other.start() == hit.start()
                                    && other.length() > hit.length()
                                    && !sense.isInstance(other.sense())));
        }

        /** At most one blank, or a number sign. */
        private boolean isGap(int from, int to) {
            return to - from <= 2 && folded.substring(from, to).chars().allMatch(c -> c == ' ' || c == '#');
        }

        /**
         * A year, a port, a WebSocket close (1000 to 1015) or a database's error is no 1XXX: those need Cloudflare's name, one of
         * its products beside them, or its wording.
         */
        private boolean isFourDigitCode(Candidate number, boolean alone, boolean printed) {
            boolean compared = several && has(Sense.Comparison.class) && codes.contains(number.digits());
            if (printed || alone || compared) {
                return true;
            }
            int value = Integer.parseInt(number.digits());
            boolean labelled = number.labelled() || precededByFailure(number);
            if (cloudflare) {
                return labelled || (value < 1300 && value > 1000 && failure);
            }
            if (has(Sense.Foreign.class) || speaksOf("websocket")) {
                return near(number, Sense.Product.class) && (labelled || near(number, Sense.Occurrence.class));
            }
            boolean body = number.labelled() && folded.startsWith("error code: ", number.start() - 12);
            return body
                    || (labelled && value >= 1014)
                    || (near(number, Sense.Product.class) && codes.contains(number.digits()) && value < 1300);
        }

        private boolean speaksOf(String topic) {
            return hits.stream()
                    .anyMatch(hit ->
                            hit.sense() instanceof Sense.Topic it && it.tag().equals(topic));
        }

        private boolean precededByFailure(Candidate number) {
            return around(number)
                    .anyMatch(hit -> hit.sense() instanceof Sense.Failure
                            && hit.end() <= number.start()
                            && number.start() - hit.end() <= 3);
        }

        /** The phrases that stand near a number, and perhaps some more. */
        private Stream<Hit> around(Candidate number) {
            return byStart.subMap(number.start() - NEAR - lexicon.longest(), number.end() + NEAR).values().stream()
                    .flatMap(List::stream);
        }

        private boolean near(Candidate number, Class<? extends Sense> sense) {
            return around(number)
                    .anyMatch(hit -> sense.isInstance(hit.sense())
                            && hit.end() > number.start() - NEAR
                            && hit.start() < number.end() + NEAR);
        }

        private Kind kind(List<String> found) {
            return found.isEmpty() ? Kind.NONE : Kind.of(found.get(0), cloudflare);
        }

        private double confidence(Kind kind, Map<String, List<Because>> implied) {
            if (kind == Kind.NONE) {
                return cloudflare && failure ? 0.5 : 0.9;
            }
            if (!explicit.isEmpty()) {
                return weak ? 0.7 : 0.95;
            }
            return implied.size() == 1 ? 0.8 : 0.6;
        }

        private List<String> topics() {
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (Hit hit : hits) {
                if (hit.sense() instanceof Sense.Topic topic) {
                    counts.merge(topic.tag(), hit.length(), Integer::sum);
                }
            }
            return counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        /** The language of what somebody wrote; of what was pasted only where that is Chinese. */
        private @Nullable Lang language(String whole) {
            if (pasted.isEmpty()) {
                return languageOf(plain);
            }
            StringBuilder own = new StringBuilder(whole);
            pasted.forEach(paste -> own.replace(paste.start(), paste.end(), " ".repeat(paste.end() - paste.start())));
            Lang written = languageOf(Fold.of(own.toString()));
            // An English page may be sent by anybody; a Chinese one by somebody who reads Chinese.
            return written != null || !plain.codePoints().anyMatch(Fold::isHan) ? written : Lang.ZH;
        }

        private static @Nullable Lang languageOf(String text) {
            if (text.codePoints().anyMatch(Fold::isHan)) {
                return text.codePoints().anyMatch(Fold::isKana) ? null : Lang.ZH;
            }
            // "HTTP 524" and "cf error 525" are the same in every language.
            long letters = NO_LANGUAGE
                    .matcher(text)
                    .replaceAll(" ")
                    .codePoints()
                    .filter(c -> c >= 'a' && c <= 'z')
                    .count();
            return letters >= 2 ? Lang.EN : null;
        }

        private boolean has(Class<? extends Sense> sense) {
            return hits.stream().anyMatch(hit -> sense.isInstance(hit.sense()));
        }
    }
}
