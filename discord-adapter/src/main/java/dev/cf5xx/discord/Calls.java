package dev.cf5xx.discord;

import dev.cf5xx.bot.chat.HinderedException;
import dev.cf5xx.bot.chat.Hindrance;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.channel.Channel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.InsufficientPermissionException;
import net.dv8tion.jda.api.exceptions.InteractionExpiredException;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.requests.RestAction;
import org.jspecify.annotations.Nullable;

/** Waits for what is asked of Discord, and says in the core's words why it failed. */
final class Calls {
    /**
     * So long a request may wait its turn: JDA holds back what Discord's limits do not admit yet, in order, and a limit of a
     * channel lasts seconds.
     */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private Calls() {}

    /**
     * Asks and waits.
     *
     * @param channel where, to find out which permission is missing; null where none is needed
     * @param needed what it takes there
     */
    static <T> T get(
            Duration patience,
            @Nullable Channel channel,
            List<Permission> needed,
            Supplier<? extends RestAction<T>> action)
            throws IOException {
        try {
            return get(
                    patience,
                    action.get()
                            .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                            .submit());
        } catch (IOException | RuntimeException e) {
            throw failure(e, channel, needed);
        }
    }

    /** Waits; what went wrong comes as it is, in an IOException. */
    static <T> T get(Duration patience, CompletableFuture<T> answer) throws IOException {
        try {
            // JDA gives up by itself; this is for the case that it does not.
            return answer.get(patience.plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (TimeoutException e) {
            throw new IOException("no answer from Discord", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** Whether an interaction can no longer be answered, so that its channel has to do. */
    static boolean isLate(Throwable thrown) {
        Throwable cause = root(thrown);
        return cause instanceof InteractionExpiredException
                || (cause instanceof ErrorResponseException refused
                        && switch (refused.getErrorResponse()) {
                            case UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK, INVALID_WEBHOOK_TOKEN -> true;
                            default -> false;
                        });
    }

    /** Whether Discord answered with this. */
    static boolean is(Throwable thrown, ErrorResponse response) {
        return root(thrown) instanceof ErrorResponseException refused && refused.getErrorResponse() == response;
    }

    /** What the core is told of it. */
    static IOException failure(Throwable thrown, @Nullable Channel channel, List<Permission> needed) {
        Throwable cause = root(thrown);
        if (thrown instanceof HinderedException hindered) {
            return hindered;
        } else if (cause instanceof InsufficientPermissionException missing) {
            String name = missing(channel, List.of(Permission.VIEW_CHANNEL)).orElse(name(missing.getPermission()));
            return hindered(Hindrance.PERMISSION, name, cause);
        } else if (cause instanceof ErrorResponseException refused) {
            return refused(refused, channel, needed);
        } else if (cause instanceof IllegalArgumentException || cause instanceof IllegalStateException) {
            // JDA's own judgement of the message.
            return hindered(Hindrance.REFUSED, String.valueOf(cause.getMessage()), cause);
        }
        return thrown instanceof IOException io ? io : new IOException(cause);
    }

    /** By the table "JSON Error Codes" of Discord's reference. */
    private static IOException refused(
            ErrorResponseException refused, @Nullable Channel channel, List<Permission> needed) {
        String meaning = refused.getMeaning();
        return switch (refused.getErrorResponse()) {
            case MISSING_PERMISSIONS ->
                hindered(Hindrance.PERMISSION, missing(channel, needed).orElse(meaning), refused);
            case MISSING_ACCESS ->
                channel instanceof GuildChannel
                        ? hindered(Hindrance.PERMISSION, name(Permission.VIEW_CHANNEL), refused)
                        : hindered(Hindrance.NOT_IN_CHANNEL, meaning, refused);
            case UNKNOWN_GUILD -> hindered(Hindrance.NOT_IN_CHANNEL, meaning, refused);
            case UNKNOWN_CHANNEL, UNKNOWN_MESSAGE -> hindered(Hindrance.GONE, meaning, refused);
            case ILLEGAL_OPERATION_ARCHIVED_THREAD, THREAD_LOCKED, MAX_ACTIVE_THREADS ->
                hindered(Hindrance.CLOSED, meaning, refused);
            default -> {
                // Discord understood and says no; what is left are its own troubles, and the network's.
                boolean forGood = refused.getErrorCode() >= 10000
                        && !refused.isServerError()
                        && refused.getErrorResponse() != ErrorResponse.RESOURCES_OVERLOADED;
                yield forGood ? hindered(Hindrance.REFUSED, meaning, refused) : new IOException(refused);
            }
        };
    }

    private static Optional<String> missing(@Nullable Channel channel, List<Permission> needed) {
        if (!(channel instanceof GuildChannel there)) {
            return Optional.empty();
        }
        // Looked up once: they may be changing right now, and without the first of them there is none.
        Set<Permission> granted = there.getGuild().getSelfMember().getPermissions(there);
        return needed.stream()
                .filter(permission -> !granted.contains(permission))
                .map(Calls::name)
                .findFirst();
    }

    /** A permission as Discord's settings call it, where JDA calls it otherwise. */
    static String name(Permission permission) {
        return switch (permission) {
            case MESSAGE_HISTORY -> "Read Message History";
            case VIEW_CHANNEL -> "View Channel";
            default -> permission.getName();
        };
    }

    private static HinderedException hindered(Hindrance hindrance, String what, Throwable cause) {
        HinderedException hindered = new HinderedException(hindrance, what);
        hindered.initCause(cause);
        return hindered;
    }

    private static Throwable root(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof CompletionException
                        || cause instanceof ExecutionException
                        || cause.getClass() == IOException.class)) {
            cause = cause.getCause();
        }
        return cause;
    }
}
