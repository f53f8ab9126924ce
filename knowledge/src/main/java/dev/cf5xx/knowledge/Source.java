package dev.cf5xx.knowledge;

import org.jspecify.annotations.Nullable;

/**
 * Where a {@link Fact} comes from.
 *
 * @param title what the source is called
 * @param section the section of it, or null
 * @param asOf the date it is known to hold, as {@code YYYY}, {@code YYYY-MM} or {@code YYYY-MM-DD}; null where the
 *     source is undated
 * @param url its address, possibly an old one that is not fit to be shown to people
 */
public record Source(
        String title, @Nullable String section, @Nullable String asOf, String url) {}
