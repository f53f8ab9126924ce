/**
 * Slack, by bolt. {@link dev.cf5xx.slack.SlackAdapter} hears what happens there and tells a
 * {@link dev.cf5xx.bot.chat.Listener}; {@link dev.cf5xx.slack.SlackPlatform} says what the bot has to say;
 * {@link dev.cf5xx.slack.SlackRenderer} writes a {@link dev.cf5xx.bot.chat.Reply} as a message.
 *
 * <p><b>Messages are made of rich text</b>, not of mrkdwn. In mrkdwn everything between two asterisks is bold and every host
 * name becomes a link; what a stranger wrote can only be kept from it by characters that nobody sees and everybody copies. The
 * elements of rich text say what they are, and a text is nothing but text. mrkdwn remains in the line that notifications and
 * screen readers show.
 *
 * <p><b>Socket Mode</b> is bolt's, but for the connection itself: bolt's asks fifty times every ten milliseconds whether there
 * is work, cannot pass a proxy that wants a password, and does not say when a token is no longer good. OkHttp keeps the socket,
 * and notices one that has gone deaf by its pings.
 *
 * <p><b>Threads.</b> What somebody asks in a channel is answered in the thread of the message; {@code /cf5xx} only by the one
 * who typed it, until something begins a thread. {@link dev.cf5xx.slack.Spot} is how places are written in a
 * {@link dev.cf5xx.bot.chat.Venue}.
 */
@NullMarked
package dev.cf5xx.slack;

import org.jspecify.annotations.NullMarked;
