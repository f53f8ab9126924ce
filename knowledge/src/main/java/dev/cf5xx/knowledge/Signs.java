package dev.cf5xx.knowledge;

import java.util.List;
import java.util.Map;

/**
 * How a message is understood that names no number, lower case, both languages together.
 *
 * @param common what Cloudflare's pages print and other software prints as well
 * @param foreign names and texts of software that is not on the way from Cloudflare to an origin
 * @param apart what says that Cloudflare is not there
 * @param counters what stands before a number that counts, names or orders something
 * @param traditional Chinese characters with the simplified ones they are read as
 * @param concepts the ways of saying one thing, by its name
 * @param signs which concepts mean which codes when they stand together
 */
public record Signs(
        List<String> common,
        List<String> foreign,
        List<String> apart,
        List<String> counters,
        Map<Integer, Integer> traditional,
        Map<String, List<String>> concepts,
        List<Sign> signs) {

    /**
     * Concepts that mean codes when they stand near each other.
     *
     * @param id names it in explanations
     * @param codes the codes that are meant, alike likely
     * @param all one concept of each of these
     * @param within the characters in which all of them begin, from the first of {@code all}
     * @param score how much this weighs
     */
    public record Sign(String id, List<String> codes, List<List<String>> all, int within, double score) {}
}
