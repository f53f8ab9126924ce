package dev.cf5xx.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.gson.JsonParseException;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.SlackFilesUploadV2Exception;
import dev.cf5xx.bot.chat.HinderedException;
import dev.cf5xx.bot.chat.Hindrance;
import io.github.bucket4j.Bucket;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks Slack's Web API for things, as fast as Slack lets one: what is posted to one channel goes out in its order, one after
 * the other, and what Slack puts off is asked for again when it says. Whoever asks waits.
 */
final class Api {
    /** So long one call may wait for Slack's limits. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** More than this may not wait for one channel: whoever comes then is told to try later. */
    private static final int MOST_WAITING = 500;

    private static final String OFF = "closing";

    private final MethodsClient client;
    private final Consumer<String> onEnd;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Cache<String, Channel> channels = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    /** All edits of the bot, wherever: Slack's limit is one for a workspace. */
    private final Bucket edits = bucket(SlackLimits.TIER_3, SlackLimits.TIER_3, Duration.ofMinutes(1));

    /** One call. */
    interface Call<T> {
        T make(MethodsClient client) throws IOException, SlackApiException;
    }

    /** What Slack answered with an error to. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String error;
        private final @Nullable String needed;

        RefusedException(String error, @Nullable String needed) {
            super("Slack: " + error + (needed == null ? "" : " (needed: " + needed + ")"));
            this.error = error;
            this.needed = needed;
        }

        String error() {
            return error;
        }

        @Nullable
        String needed() {
            return needed;
        }
    }

    /** One channel's turn to post. */
    private static final class Channel {
        /** Fair: whoever came first posts first. */
        private final ReentrantLock turn = new ReentrantLock(true);

        private final Bucket posts = bucket(SlackLimits.BURST, SlackLimits.POSTS_PER_SECOND, Duration.ofSeconds(1));
    }

    /**
     * An API.
     *
     * @param onEnd told the error when Slack refuses a call because the token is no longer good
     */
    Api(MethodsClient client, Consumer<String> onEnd) {
        this.client = client;
        this.onEnd = onEnd;
    }

    private static Bucket bucket(int capacity, int tokens, Duration period) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(tokens, period))
                .build();
    }

    /** Work in a channel's turn. */
    interface Work<T> {
        T in(Turn turn) throws IOException;
    }

    /** A channel's turn to post; nobody else posts there meanwhile. */
    final class Turn {
        private final Channel channel;

        private Turn(Channel channel) {
            this.channel = channel;
        }

        /** Posts a message, when the channel may have one more. */
        <T extends SlackApiTextResponse> T post(Call<T> call) throws IOException {
            waitFor(channel.posts);
            return ask(call);
        }

        /** Changes a message. */
        <T extends SlackApiTextResponse> T edit(Call<T> call) throws IOException {
            waitFor(edits);
            return ask(call);
        }
    }

    /** Does {@code work} when it is its turn in {@code channel}. */
    <T> T inOrder(String channel, Work<T> work) throws IOException {
        Channel there = channels.get(channel, id -> new Channel());
        if (there.turn.getQueueLength() >= MOST_WAITING) {
            throw new IOException("too much waits for " + channel);
        }
        try {
            if (!there.turn.tryLock(PATIENCE.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("no turn in " + channel);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        try {
            return work.in(new Turn(there));
        } finally {
            there.turn.unlock();
        }
    }

    /**
     * Changes a message if that keeps nobody waiting.
     *
     * @return whether it was asked for
     */
    boolean editIfIdle(String channel, Call<? extends SlackApiTextResponse> call) throws IOException {
        Channel there = channels.get(channel, id -> new Channel());
        if (!there.turn.tryLock()) {
            return false;
        }
        try {
            // What ends a check has to go out at once: the last fifth is left to that.
            if (edits.getAvailableTokens() <= SlackLimits.TIER_3 / 5 || !edits.tryConsume(1)) {
                return false;
            }
            try {
                checked(call.make(client));
                return true;
            } catch (SlackApiException e) {
                if (e.getResponse().code() == 429) {
                    edits.tryConsumeAsMuchAsPossible();
                    return false;
                }
                throw new IOException(e);
            } catch (JsonParseException e) {
                throw new IOException("Slack: an answer that nobody can read", e);
            }
        } finally {
            there.turn.unlock();
        }
    }

    /** Asks, and where Slack wants it later, asks later. */
    <T extends SlackApiTextResponse> T ask(Call<T> call) throws IOException {
        long waited = 0;
        while (true) {
            try {
                return checked(call.make(client));
            } catch (SlackApiException e) {
                if (e.getResponse().code() != 429) {
                    throw new IOException("Slack: " + e.getResponse().code(), e);
                }
                long seconds = retryAfter(e);
                waited += seconds;
                if (waited > PATIENCE.toSeconds()) {
                    throw new IOException("Slack: ratelimited", e);
                }
                pause(Duration.ofSeconds(seconds));
            } catch (SlackFilesUploadV2Exception e) {
                throw failure(e);
            } catch (JsonParseException e) {
                throw new IOException("Slack: an answer that nobody can read", e);
            }
        }
    }

    /** An upload is three calls, which bolt makes by itself. */
    private IOException failure(SlackFilesUploadV2Exception e) {
        List<SlackApiTextResponse> answers = new ArrayList<>();
        if (e.getGetURLResponses() != null) {
            answers.addAll(e.getGetURLResponses());
        }
        if (e.getCompleteResponse() != null) {
            answers.add(e.getCompleteResponse());
        }
        for (SlackApiTextResponse answer : answers) {
            try {
                checked(answer);
            } catch (RefusedException refused) {
                return refused;
            }
        }
        return new IOException("Slack: an upload failed", e);
    }

    private <T extends SlackApiTextResponse> T checked(T response) throws RefusedException {
        if (response.isOk()) {
            return response;
        }
        String error = response.getError() == null ? "unknown_error" : response.getError();
        if (SlackEnd.isFinal(error)) {
            onEnd.accept(error);
        }
        throw new RefusedException(error, response.getNeeded());
    }

    private static long retryAfter(SlackApiException e) {
        String seconds = e.getResponse().header("Retry-After", "1");
        try {
            return Math.max(
                    1,
                    Math.min(
                            PATIENCE.toSeconds(),
                            Long.parseLong(String.valueOf(seconds).strip())));
        } catch (NumberFormatException ignored) {
            return 1;
        }
    }

    private void waitFor(Bucket bucket) throws IOException {
        if (bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill() > PATIENCE.toNanos()) {
            throw new IOException("too much is to be sent");
        }
        pause(Duration.ofNanos(bucket.consumeIgnoringRateLimits(1)));
    }

    private void pause(Duration duration) throws IOException {
        try {
            if (!duration.isZero() && closing.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException(OFF);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Nobody waits any longer. */
    void close() {
        closing.countDown();
    }

    /** What the core is told of an error. By the tables of errors of chat.postMessage, chat.update and views.open. */
    static IOException failure(IOException thrown) {
        if (!(thrown instanceof RefusedException refused)) {
            return thrown;
        }
        String needed = refused.needed();
        @Nullable
        Hindrance hindrance =
                switch (refused.error()) {
                    case "missing_scope",
                            "no_permission",
                            "restricted_action",
                            "restricted_action_read_only_channel",
                            "restricted_action_thread_only_channel",
                            "restricted_action_non_threadable_channel",
                            "restricted_action_thread_locked",
                            "access_denied",
                            "not_allowed_token_type",
                            "team_access_not_granted" -> Hindrance.PERMISSION;
                    // A private channel that the bot is not in does not exist for it.
                    case "not_in_channel", "channel_not_found", "user_not_in_channel" -> Hindrance.NOT_IN_CHANNEL;
                    case "is_archived" -> Hindrance.CLOSED;
                    case "message_not_found",
                            "thread_not_found",
                            "cant_update_message",
                            "edit_window_closed",
                            "user_not_found",
                            "user_disabled",
                            "cannot_reply_to_message" -> Hindrance.GONE;
                    case "msg_too_long",
                            "msg_blocks_too_long",
                            "no_text",
                            "invalid_blocks",
                            "invalid_blocks_format",
                            "invalid_arguments",
                            "invalid_metadata_format",
                            "metadata_too_large",
                            "duplicate_message_not_found",
                            "as_user_not_supported",
                            "cannot_dm_bot" -> Hindrance.REFUSED;
                    default -> null;
                };
        if (hindrance == null) {
            return thrown;
        }
        HinderedException hindered =
                new HinderedException(hindrance, needed == null || needed.isBlank() ? refused.error() : needed);
        hindered.initCause(refused);
        return hindered;
    }
}
