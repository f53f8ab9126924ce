package dev.cf5xx.bot.understand;

import java.util.List;

/**
 * Why a message is taken to be about a code.
 *
 * @param code the code
 * @param rule what was applied: {@code number}, {@code page}, {@code phrase}, {@code log}, or {@code sign:} and its id
 * @param words what stands in the message for it, folded
 * @param score how much it weighs
 */
public record Because(String code, String rule, List<String> words, double score) {}
