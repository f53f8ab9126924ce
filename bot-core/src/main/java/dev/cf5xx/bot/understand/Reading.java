package dev.cf5xx.bot.understand;

import dev.cf5xx.bot.evidence.Artefact;
import dev.cf5xx.knowledge.Lang;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a message says.
 *
 * @param kind whose business it is
 * @param cloudflare whether anything in it names Cloudflare
 * @param codes the codes it is about, likeliest first, each with a guide
 * @param mentioned known codes whose number stands there, or whose log line does, without a sign that an error is meant:
 *     worth an answer only to somebody who addressed the bot
 * @param unknown numbers written as an error code that no guide is about
 * @param explicit whether it names the first code as a number
 * @param confidence how sure the kind is, 0 to 1
 * @param topics what it asks for, most asked for first; tags of the vocabulary
 * @param urls the http and https addresses in it, as written, each once
 * @param hosts the host names in it that stand outside such addresses, as written, each once
 * @param origins what it calls an origin's address, as written, each once
 * @param lang the language it is written in, or null where that cannot be told
 * @param pasted what was pasted into it, in order
 * @param brief whether it is hardly more than its codes: "and 525?"
 * @param compares whether it asks how its codes differ
 * @param because why it is taken to be about its codes, code by code
 */
public record Reading(
        Kind kind,
        boolean cloudflare,
        List<String> codes,
        List<String> mentioned,
        List<String> unknown,
        boolean explicit,
        double confidence,
        List<String> topics,
        List<String> urls,
        List<String> hosts,
        List<String> origins,
        @Nullable Lang lang,
        List<Artefact> pasted,
        boolean brief,
        boolean compares,
        List<Because> because) {

    /** This reading with the mentioned codes taken for what it is about. */
    public Reading takingMentioned() {
        Kind taken = Kind.of(mentioned.get(0), cloudflare);
        List<Because> numbers = mentioned.stream()
                .map(code -> new Because(code, "number", List.of(code), 1))
                .toList();
        return new Reading(
                taken,
                cloudflare,
                mentioned,
                List.of(),
                unknown,
                true,
                confidence,
                topics,
                urls,
                hosts,
                origins,
                lang,
                pasted,
                brief,
                compares,
                numbers);
    }

    /** Topics of ours that the contract of {@code ask} has no name for, and what tells who asks rather than what for. */
    private static final Set<String> UNNAMED = Set.of(
            "visitor", "still", "headers", "workers", "tunnel", "railgun", "logs", "icp", "ray", "har", "trace",
            "outage");

    /** The topic asked for most, of those that machine output names, or {@code other}. */
    public String topic() {
        return topics.stream()
                .filter(topic -> !UNNAMED.contains(topic))
                .findFirst()
                .orElse("other");
    }
}
