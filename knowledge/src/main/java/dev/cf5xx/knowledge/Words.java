package dev.cf5xx.knowledge;

import java.util.List;
import java.util.Map;

/**
 * The words by which a message is understood, lower case, both languages together.
 *
 * @param cloudflare signs that Cloudflare is in play
 * @param failure words that make a number near them a status code
 * @param quantity units and other company in which a number is no status code
 * @param topics what a question asks for, and the words that ask for it
 */
public record Words(
        List<String> cloudflare, List<String> failure, List<String> quantity, Map<String, List<String>> topics) {}
