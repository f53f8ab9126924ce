package dev.cf5xx.discord;

import dev.cf5xx.bot.chat.Place;
import dev.cf5xx.bot.chat.Venue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place on Discord, as it is written in a {@link Venue}: {@code GUILD/CHANNEL} where no thread can be, {@code
 * GUILD/CHANNEL/THREAD}, {@code @me/CHANNEL} for direct messages; with {@code /@USER} behind it, beside that place. The
 * channel stands before its thread so that it is known without asking Discord, also of a thread that was archived, or that is
 * yet to begin with the message of its id.
 *
 * @param guild the server's id, or {@link #DIRECT}
 * @param channel the channel's id
 * @param thread the thread's id, or null
 * @param user whoever alone sees it, or null
 */
record Spot(
        String guild,
        String channel,
        @Nullable String thread,
        @Nullable String user) {
    static final String DIRECT = "@me";

    private static final Pattern WRITTEN =
            Pattern.compile("(@me|\\d{1,20})/(\\d{1,20})(?:/(\\d{1,20}))?(?:/@(\\d{1,20}))?");

    static Spot direct(String channel) {
        return new Spot(DIRECT, channel, null, null);
    }

    static Spot in(String guild, String channel) {
        return new Spot(guild, channel, null, null);
    }

    Spot thread(String id) {
        return new Spot(guild, channel, id, null);
    }

    Spot beside(String person) {
        return new Spot(guild, channel, thread, person);
    }

    Spot forAll() {
        return new Spot(guild, channel, thread, null);
    }

    boolean isDirect() {
        return guild.equals(DIRECT);
    }

    Place place() {
        return user != null ? Place.ASIDE : isDirect() ? Place.DIRECT : Place.THREAD;
    }

    /** Where its messages are: the thread, else the channel. */
    String messages() {
        return thread != null ? thread : channel;
    }

    String text() {
        return guild + "/" + channel + (thread == null ? "" : "/" + thread) + (user == null ? "" : "/@" + user);
    }

    Venue venue() {
        return new Venue(DiscordPlatform.NAME, text());
    }

    /** Empty where {@code text} is none of ours. */
    static Optional<Spot> read(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        return matcher.matches()
                ? Optional.of(new Spot(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)))
                : Optional.empty();
    }
}
