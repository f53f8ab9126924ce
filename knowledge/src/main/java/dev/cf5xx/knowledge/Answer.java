package dev.cf5xx.knowledge;

import java.util.List;
import java.util.stream.Stream;

/**
 * The facts that make up a guide's first screen, most useful first in each list.
 *
 * @param means what the error means
 * @param fault whose fault it is, and how sure
 * @param causes the likeliest causes
 * @param steps what to do
 * @param numbers the limits that matter
 * @param collect what the host or Cloudflare Support will ask for
 * @param links where to read more
 */
public record Answer(
        List<Fact> means,
        Fact fault,
        List<Fact> causes,
        List<Fact> steps,
        List<Fact> numbers,
        List<Fact> collect,
        List<Fact> links) {

    /** All of them, in the order in which they are shown. */
    public List<Fact> inOrder() {
        return Stream.of(means, List.of(fault), causes, steps, numbers, collect, links)
                .flatMap(List::stream)
                .toList();
    }
}
