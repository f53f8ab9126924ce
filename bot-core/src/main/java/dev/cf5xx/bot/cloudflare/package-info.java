/**
 * What Cloudflare publishes about itself: its address ranges and the state of its network. Asked for over HTTPS, checked,
 * remembered; without an answer the bot goes on with what it shipped with.
 */
@NullMarked
package dev.cf5xx.bot.cloudflare;

import org.jspecify.annotations.NullMarked;
