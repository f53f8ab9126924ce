package dev.cf5xx.knowledge;

import java.util.List;

/**
 * What tells codes apart that are taken for one another.
 *
 * @param codes these, two or more
 * @param text one or two sentences
 */
public record Distinction(List<String> codes, Text text) {}
