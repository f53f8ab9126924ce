package dev.cf5xx.knowledge;

import java.util.Map;

/**
 * The words of the remote check.
 *
 * @param meanings what each finding means, by its id
 * @param observations the line for each kind of measurement, by its id; with {@code {name}} for the measured values
 * @param terms fixed terms of a report by their names in machine output: outcomes, certificate faults, authors
 */
public record Findings(Map<String, Meaning> meanings, Map<String, Text> observations, Map<String, Text> terms) {}
