package dev.cf5xx.knowledge;

import java.util.List;

/**
 * What the index says of a guide, enough to find it without loading it.
 *
 * @param code see {@link Guide#code}
 * @param title see {@link Guide#title}
 * @param page see {@link Guide#page}
 * @param phrases see {@link Guide#phrases}
 * @param signatures regular expressions that recognise the log lines and pages of a code; empty for a subject
 */
public record Entry(String code, Text title, List<String> page, List<String> phrases, List<String> signatures) {}
