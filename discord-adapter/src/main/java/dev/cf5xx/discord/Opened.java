package dev.cf5xx.discord;

import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.knowledge.Lang;
import java.util.concurrent.CompletableFuture;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.callbacks.IMessageEditCallback;
import net.dv8tion.jda.api.interactions.callbacks.IModalCallback;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.modals.Modal;
import org.jspecify.annotations.Nullable;

/**
 * One interaction. Its first answer decides what it can still become: whoever comes first gives it, everything later goes on
 * from there. Nothing here blocks.
 */
final class Opened {
    private final IReplyCallback callback;

    /** Whether it came from a message of ours, which stays as it is when there is nothing to say. */
    private final boolean fromMessage;

    private final Lang lang;

    /** The first answer; null until it is given. */
    private @Nullable CompletableFuture<InteractionHook> answered;

    /** Whether people see that the bot is thinking, and nothing more. */
    private boolean thinking;

    Opened(IReplyCallback callback, boolean fromMessage, Lang lang) {
        this.callback = callback;
        this.fromMessage = fromMessage;
        this.lang = lang;
    }

    /** The language of whoever did it. */
    Lang lang() {
        return lang;
    }

    /** The interaction's id. */
    String id() {
        return callback.getId();
    }

    /** Who did it. */
    String user() {
        return callback.getUser().getId();
    }

    /** Opens a form; null where the first answer has been given, and with it the only chance. */
    synchronized @Nullable CompletableFuture<?> open(Modal modal) {
        if (answered != null || !(callback instanceof IModalCallback form)) {
            return null;
        }
        answered = form.replyModal(modal).submit().thenApply(done -> callback.getHook());
        return answered;
    }

    /** Says something for all to read. */
    synchronized CompletableFuture<Message> say(Reply reply) {
        if (answered == null && !fromMessage) {
            answered = callback.reply(DiscordRenderer.create(reply)).submit();
            return answered.thenCompose(hook -> {
                Message message = hook.getCallbackResponse().getMessage();
                return message != null
                        ? CompletableFuture.completedFuture(message)
                        : hook.retrieveOriginal().submit();
            });
        }
        CompletableFuture<InteractionHook> before = answered == null ? acknowledge() : answered;
        if (thinking) {
            thinking = false;
            return before.thenCompose(
                    hook -> hook.editOriginal(DiscordRenderer.edit(reply)).submit());
        }
        return before.thenCompose(
                hook -> hook.sendMessage(DiscordRenderer.create(reply)).submit());
    }

    /** Replaces what it was answered with. */
    synchronized CompletableFuture<Message> edit(String message, Reply reply) {
        CompletableFuture<InteractionHook> before = answered == null ? acknowledge() : answered;
        return before.thenCompose(hook ->
                hook.editMessageById(message, DiscordRenderer.edit(reply)).submit());
    }

    /** Says something to whoever did it, and to nobody else. */
    synchronized CompletableFuture<?> whisper(Reply reply) {
        if (answered == null) {
            answered = callback.reply(DiscordRenderer.create(reply))
                    .setEphemeral(true)
                    .submit();
            return answered;
        }
        CompletableFuture<InteractionHook> before = answered;
        if (thinking) {
            // What follows a visible "thinking" first would take its place, visibly.
            thinking = false;
            before = before.thenCompose(hook -> hook.deleteOriginal().submit().thenApply(gone -> hook));
        }
        return before.thenCompose(hook -> hook.sendMessage(DiscordRenderer.create(reply))
                .setEphemeral(true)
                .submit());
    }

    /** Puts something in the place of the message it came from, which only whoever did it sees. */
    synchronized CompletableFuture<?> replace(Reply reply) {
        if (!fromMessage || !(callback instanceof IMessageEditCallback message)) {
            return whisper(reply);
        }
        if (answered == null) {
            answered = message.editMessage(DiscordRenderer.edit(reply)).submit();
            return answered;
        }
        return answered.thenCompose(
                hook -> hook.editOriginal(DiscordRenderer.edit(reply)).submit());
    }

    /** Answers in time where nobody has: the real answer comes later. */
    synchronized CompletableFuture<?> settle() {
        return answered == null ? acknowledge() : answered;
    }

    /** There will be no answer any more: nobody is to wait for one. */
    synchronized CompletableFuture<?> end() {
        CompletableFuture<InteractionHook> before = answered == null ? acknowledge() : answered;
        if (thinking) {
            thinking = false;
            return before.thenCompose(hook -> hook.deleteOriginal().submit());
        }
        return before;
    }

    /** Whether there still is something for people to wait for. */
    synchronized boolean isOwed() {
        return answered == null || thinking;
    }

    private CompletableFuture<InteractionHook> acknowledge() {
        CompletableFuture<InteractionHook> hook;
        if (fromMessage && callback instanceof IMessageEditCallback message) {
            hook = message.deferEdit().submit();
        } else {
            hook = callback.deferReply().submit();
            thinking = true;
        }
        answered = hook;
        return hook;
    }
}
