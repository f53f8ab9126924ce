package dev.cf5xx.bot.chat;

import java.util.concurrent.CompletableFuture;

/**
 * How far something that was heard has come.
 *
 * @param taken done when it is durable, so that the platform need not deliver it again; failed where it is not
 * @param done done when everything that follows from it has happened, checks included
 */
public record Hearing(CompletableFuture<?> taken, CompletableFuture<?> done) {}
