package dev.cf5xx.knowledge;

import org.jspecify.annotations.Nullable;

/**
 * A kind of an error that needs another answer than its siblings, e.g. a 502 that Cloudflare itself made.
 *
 * @param id what {@link Fact#variant} names
 * @param name what people are told it is called
 * @param tell how to see that one has this kind
 * @param brief the same in a few words, for where people have to tell kinds apart before anything else; or null
 * @param sketch a text picture of the error page, or null
 * @param whenNamed whether it is shown only to somebody who named it (Railgun)
 */
public record Variant(
        String id,
        Text name,
        Text tell,
        @Nullable Text brief,
        @Nullable String sketch,
        boolean whenNamed) {}
