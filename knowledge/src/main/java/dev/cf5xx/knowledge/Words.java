package dev.cf5xx.knowledge;

import java.util.List;
import java.util.Map;

/**
 * The words by which a message is understood, lower case, both languages together.
 *
 * @param cloudflare signs that Cloudflare is in play
 * @param failure words that make a number near them a status code
 * @param occurrence weaker words of that kind
 * @param quantity units and other company in which a number is no status code
 * @param operations company in which a number is a status code, wherever it stands
 * @param protocols what has numbers of its own that are no HTTP status
 * @param products beside which a four-digit number is a 1XXX
 * @param comparing what asks how things differ
 * @param listing what asks for all there are
 * @param topics what a question asks for, and the words that ask for it
 */
public record Words(
        List<String> cloudflare,
        List<String> failure,
        List<String> occurrence,
        List<String> quantity,
        List<String> operations,
        List<String> protocols,
        List<String> products,
        List<String> comparing,
        List<String> listing,
        Map<String, List<String>> topics) {}
