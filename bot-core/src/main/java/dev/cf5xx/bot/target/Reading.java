package dev.cf5xx.bot.target;

/** What became of reading an address: a {@link SiteUrl}, or the {@link Refusal} that says why it is none or not read. */
public sealed interface Reading permits SiteUrl, Refusal {}
