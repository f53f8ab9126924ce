/**
 * From Cloudflare's ranges to rules, ready to paste, that let them in to an origin:
 * {@link dev.cf5xx.bot.allow.AllowRules} is the way in. Pure.
 */
@NullMarked
package dev.cf5xx.bot.allow;

import org.jspecify.annotations.NullMarked;
