package dev.cf5xx.lab.slack.rules;

/**
 * Slack's numbers. Lengths are in UTF-16 units: Slack does not say what it counts, and this is the stricter reading. Block
 * Kit's are those of its reference pages (docs.slack.dev/reference/block-kit) and of the official Python SDK's models; the
 * others say where they are from.
 */
public final class Limits {
    /** Blocks of a message. */
    public static final int BLOCKS = 50;
    /** Blocks of a modal or Home. */
    public static final int VIEW_BLOCKS = 100;
    /** Text of a text object where nothing less is said, and so of a section. */
    public static final int TEXT = 3000;
    /** Fields of a section. */
    public static final int FIELDS = 10;
    /** Text of a section's field. */
    public static final int FIELD = 2000;
    /** Label and hint of an input. */
    public static final int INPUT_LABEL = 2000;
    /** Text of a header. */
    public static final int HEADER = 150;
    /** Elements of an actions block. */
    public static final int ACTIONS = 25;
    /** Elements of a context block. */
    public static final int CONTEXT = 10;
    /** Elements of a context_actions block. */
    public static final int CONTEXT_ACTIONS = 5;
    /** All markdown blocks of a message together. */
    public static final int MARKDOWN = 12_000;
    /** Text of a button, an option, an accessibility label. */
    public static final int LABEL = 75;
    /** Value of a button. */
    public static final int BUTTON_VALUE = 2000;
    /** Value of an option. */
    public static final int OPTION_VALUE = 150;
    /** Options of a select, or option groups. */
    public static final int OPTIONS = 100;
    /** Options of checkboxes and radio buttons. */
    public static final int CHOICES = 10;
    /** Options of an overflow menu. */
    public static final int OVERFLOW = 5;
    /** A URL. */
    public static final int URL = 3000;
    /** action_id, block_id, callback_id, external_id. */
    public static final int ID = 255;
    /** A placeholder. */
    public static final int PLACEHOLDER = 150;
    /** Title, close and submit of a modal. */
    public static final int VIEW_TITLE = 24;
    /** private_metadata of a view. */
    public static final int PRIVATE_METADATA = 3000;
    /** A view as JSON, in bytes (docs.slack.dev/reference/methods/views.open, view_too_large). */
    public static final int VIEW_BYTES = 250_000;
    /** Text of all blocks together. Undocumented: slackapi/bolt-js#2509 met it between 13,172 and 13,297. */
    public static final int ALL_BLOCKS = 13_200;
    /**
     * The text of a message. Slack is said to cut what is longer rather than to refuse it; the lab refuses, as its errors
     * list says ({@code msg_too_long}): nobody wants half a message.
     */
    public static final int MESSAGE = 40_000;
    /** event_payload and event_type of a message's metadata, in bytes (docs.slack.dev/messaging/message-metadata). */
    public static final int METADATA_BYTES = 8000;
    /** Views on top of each other in one modal (docs.slack.dev/surfaces/modals). */
    public static final int VIEW_STACK = 3;
    /** How long a trigger_id may be used, in milliseconds (docs.slack.dev/interactivity/handling-user-interaction). */
    public static final long TRIGGER_MILLIS = 3000;
    /** How long a response_url may be used, in milliseconds (as above). */
    public static final long RESPONSE_URL_MILLIS = 30 * 60_000L;
    /** How often a response_url may be used (as above). */
    public static final int RESPONSE_URL_USES = 5;
    /** How long Slack waits for an ack, in milliseconds (docs.slack.dev/apis/events-api). */
    public static final long ACK_MILLIS = 3000;
    /** Events an hour in a workspace; then {@code app_rate_limited} (docs.slack.dev/reference/events/app_rate_limited). */
    public static final int EVENTS_AN_HOUR = 30_000;
    /** Connections of one app in Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode). */
    public static final int CONNECTIONS = 10;

    private Limits() {}
}
