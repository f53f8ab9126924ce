package dev.cf5xx.bot.target;

import dev.cf5xx.bot.target.Refusal.Reason;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the policy says of an address when DNS and redirects are told beforehand; nothing is looked up or connected to. */
public final class DryRun {
    /** Most redirects that are followed. */
    public static final int MOST_REDIRECTS = 5;

    /** Longest CNAME chain that is followed, as long as common resolvers follow. */
    private static final int MOST_ALIASES = 16;

    private static final String CNAME = "cname ";

    /** An origin's ports are those of a site on the common ports where none is written. */
    private static final SiteUrl ANY_SITE = new SiteUrl(true, "example.com", null, 443, "/");

    private final AddressPolicy policy;

    /** A dry run by {@code policy}. */
    public DryRun(AddressPolicy policy) {
        this.policy = policy;
    }

    /** What may be said, the strictest last. */
    public enum Verdict {
        ALLOWED,
        NOT_A_URL,
        BLOCKED;

        /** The name in machine output, e.g. {@code not-a-url}. */
        public String tag() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What is said.
     *
     * @param url the canonical address as it may be shown, of the first hop; null where it could not be read
     * @param refusal why not; null where it is allowed
     */
    public record Answer(
            Verdict verdict, @Nullable String url, @Nullable Refusal refusal) {

        private static Answer refused(@Nullable String url, Refusal refusal) {
            return new Answer(refusal.reason().notUrl() ? Verdict.NOT_A_URL : Verdict.BLOCKED, url, refusal);
        }
    }

    /**
     * Judges addresses: the strictest verdict of all.
     *
     * @param texts the addresses as written; none is no address
     * @param dns name to answers, each an IP address or {@code CNAME target}; every other name does not resolve, which is
     *     nothing to refuse
     * @param redirects the {@code Location}s of one answer after the other
     */
    public Answer urls(List<String> texts, Map<String, List<String>> dns, List<String> redirects) {
        Map<String, List<String>> zone = new HashMap<>();
        dns.forEach((name, answers) -> zone.put(name(name), answers));
        return texts.stream()
                .map(text -> way(text, zone, redirects))
                .max(Comparator.comparing(Answer::verdict))
                .orElseGet(() -> Answer.refused(null, Refusal.of(Reason.NOT_A_URL)));
    }

    /** Judges what is said to be an origin's address. */
    public Answer origin(String text) {
        OriginReading reading = OriginAddress.read(text, ANY_SITE);
        if (reading instanceof OriginAddress origin) {
            return policy.judge(origin)
                    .map(refusal -> Answer.refused(origin.text(), refusal))
                    .orElseGet(() -> new Answer(Verdict.ALLOWED, origin.text(), null));
        }
        return Answer.refused(null, (Refusal) reading);
    }

    private Answer way(String text, Map<String, List<String>> zone, List<String> redirects) {
        Reading reading = SiteUrl.read(text);
        if (!(reading instanceof SiteUrl first)) {
            return Answer.refused(null, (Refusal) reading);
        }
        Set<String> seen = new HashSet<>();
        SiteUrl hop = first;
        for (int i = 0; ; i++) {
            Optional<Refusal> refusal =
                    seen.add(hop.text()) ? judge(hop, zone) : Optional.of(new Refusal(Reason.REDIRECTS, hop.shown()));
            if (refusal.isPresent()) {
                return Answer.refused(first.shown(), refusal.get());
            } else if (i == redirects.size()) {
                return new Answer(Verdict.ALLOWED, first.shown(), null);
            } else if (i == MOST_REDIRECTS) {
                return Answer.refused(first.shown(), new Refusal(Reason.REDIRECTS, hop.shown()));
            }
            Reading next = hop.resolve(redirects.get(i));
            if (!(next instanceof SiteUrl to)) {
                // The address itself was one: what it leads to is refused.
                return new Answer(Verdict.BLOCKED, first.shown(), (Refusal) next);
            }
            hop = to;
        }
    }

    private Optional<Refusal> judge(SiteUrl url, Map<String, List<String>> zone) {
        List<String> aliases = new ArrayList<>();
        List<InetAddress> addresses = new ArrayList<>();
        String name = url.host();
        while (name != null && aliases.size() < MOST_ALIASES) {
            String next = null;
            for (String answer : zone.getOrDefault(name, List.of())) {
                String written = answer.strip();
                if (written.toLowerCase(Locale.ROOT).startsWith(CNAME)) {
                    next = name(written.substring(CNAME.length()));
                    continue;
                }
                Optional<InetAddress> address = Literals.any(written);
                if (address.isEmpty()) {
                    return Optional.of(new Refusal(Reason.SPECIAL_ADDRESS, written));
                }
                addresses.add(address.get());
            }
            if (next != null) {
                aliases.add(next);
            }
            name = next;
        }
        return policy.admit(url, aliases, addresses) instanceof Admission.Denied denied
                ? Optional.of(denied.refusal())
                : Optional.empty();
    }

    private static String name(String written) {
        String name = written.strip().toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
