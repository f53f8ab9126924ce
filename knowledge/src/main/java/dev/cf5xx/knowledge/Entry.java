package dev.cf5xx.knowledge;

import java.util.List;

/**
 * What the index says of a guide, enough to find it without loading it.
 *
 * @param code see {@link Guide#code}
 * @param title see {@link Guide#title}
 * @param page see {@link Guide#page}
 * @param phrases see {@link Guide#phrases}
 */
public record Entry(String code, Text title, List<String> page, List<String> phrases) {}
