package dev.cf5xx.knowledge;

/**
 * What a step that weakens protection costs.
 *
 * @param risk what may happen
 * @param back how to undo it
 * @param safer what to try instead
 */
public record Risk(Text risk, Text back, Text safer) {}
