package dev.cf5xx.slack;

import java.time.Duration;

/**
 * What Slack takes at most. Sizes of texts are in characters of Java, of which Slack never counts more. Where no source is
 * named it is the reference of Block Kit, at the block or element in question.
 */
final class SlackLimits {
    /** Blocks of a message. */
    static final int BLOCKS = 50;

    /**
     * All blocks of a message together, as JSON. Not documented: a single block of 13,297 characters passes, and what encloses
     * it counts too (slackapi/bolt-js issues 2509, 2867).
     */
    static final int MESSAGE = 12_900;

    /**
     * The same where a message goes to a response_url, for which that limit was not seen (slackapi/bolt-js issue 2867). Text is
     * cut at 40,000 characters there as elsewhere (chat.postMessage, "Truncating content").
     */
    static final int RESPONSE = 36_000;

    /** What notifications and screen readers show: more than this is discouraged (chat.postMessage, "text"). */
    static final int FALLBACK = 4_000;

    /** A header's text. */
    static final int HEADER = 150;

    /** Elements of an actions block. */
    static final int BUTTONS = 25;

    /** A button's label. */
    static final int BUTTON_LABEL = 75;

    /** What identifies a button, a field or a block. */
    static final int ID = 255;

    /** A view's title, and the labels of its buttons. */
    static final int VIEW_TITLE = 24;

    /** What stands over a field. */
    static final int FIELD_LABEL = 2_000;

    /** The example in an empty field. */
    static final int FIELD_HINT = 150;

    /** What a view carries for the app. */
    static final int PRIVATE_METADATA = 3_000;

    /** Within this everything that Slack delivers is acknowledged (Events API, "Responding to events"). */
    static final Duration ACK = Duration.ofSeconds(3);

    /** So long a response_url can be used (Handling user interaction, "Message responses"). */
    static final Duration RESPONSE_URL = Duration.ofMinutes(30);

    /** How often a response_url can be used (ibid.). */
    static final int RESPONSE_URL_USES = 5;

    /** Messages per second and channel (Rate limits, "Posting messages"). */
    static final int POSTS_PER_SECOND = 1;

    /** Messages of one channel that may follow each other at once: "short bursts" are allowed, of no size that is named. */
    static final int BURST = 3;

    /** Calls per minute of a method of tier 3, such as chat.update, conversations.replies (Rate limits, "Tiers"). */
    static final int TIER_3 = 50;

    /** How old or how new a signed request may be (Verifying requests from Slack). */
    static final Duration SIGNATURE_AGE = Duration.ofMinutes(5);

    /** Messages that Slack gives at a time (conversations.replies, "limit": 200 or less is recommended). */
    static final int PAGE = 200;

    private SlackLimits() {}
}
