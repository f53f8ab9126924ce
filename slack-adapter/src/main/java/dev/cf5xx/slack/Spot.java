package dev.cf5xx.slack;

import dev.cf5xx.bot.chat.Place;
import dev.cf5xx.bot.chat.Venue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place on Slack, as it is written in a {@link Venue}: {@code TEAM/CHANNEL/THREAD_TS}, {@code TEAM/CHANNEL} for direct
 * messages, {@code TEAM/CHANNEL/@USER} beside a channel and {@code TEAM/CHANNEL/THREAD_TS/@USER} beside a thread.
 *
 * @param team the workspace's id
 * @param channel the channel's id; that of direct messages begins with a D (Conversations API)
 * @param thread the {@code ts} of the thread's first message, or null
 * @param user whoever alone sees it, or null
 */
record Spot(
        String team,
        String channel,
        @Nullable String thread,
        @Nullable String user) {
    private static final Pattern WRITTEN = Pattern.compile(
            "([A-Z0-9]{1,32})/([A-Z0-9]{1,32})(?:/(\\d{1,12}\\.\\d{1,12}))?(?:/@([A-Z0-9]{1,32}))?",
            Pattern.CASE_INSENSITIVE);

    /** The id of an event that a message is. */
    private static final Pattern MESSAGE = Pattern.compile("[^/]+/([^/]+)/(\\d{1,12}\\.\\d{1,12})");

    /** A message. */
    record Posted(String channel, String ts) {}

    Spot beside(String person) {
        return new Spot(team, channel, thread, person);
    }

    /** A channel's thread; direct messages have none of their own accord. */
    Spot thread(@Nullable String ts) {
        return new Spot(team, channel, ts, user);
    }

    boolean isDirect() {
        return channel.startsWith("D");
    }

    Place place() {
        return user != null ? Place.ASIDE : isDirect() ? Place.DIRECT : Place.THREAD;
    }

    String text() {
        return team + "/" + channel + (thread == null ? "" : "/" + thread) + (user == null ? "" : "/@" + user);
    }

    Venue venue() {
        return new Venue(SlackPlatform.NAME, text());
    }

    /** Empty where {@code text} is none of ours. */
    static Optional<Spot> read(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        return matcher.matches()
                ? Optional.of(new Spot(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)))
                : Optional.empty();
    }

    /** The id of the event that a message is: the same, whether it comes as a message or as a mention. */
    String event(String ts) {
        return team + "/" + channel + "/" + ts;
    }

    /** The message that an event was; empty where it was something else. */
    static Optional<Posted> message(String event) {
        Matcher matcher = MESSAGE.matcher(event);
        return matcher.matches() ? Optional.of(new Posted(matcher.group(1), matcher.group(2))) : Optional.empty();
    }
}
