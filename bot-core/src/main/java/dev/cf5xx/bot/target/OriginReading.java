package dev.cf5xx.bot.target;

/** What became of reading an origin's address: an {@link OriginAddress}, or the {@link Refusal} that says why not. */
public sealed interface OriginReading permits OriginAddress, Refusal {}
