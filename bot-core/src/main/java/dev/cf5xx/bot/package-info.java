/**
 * The engine that brings it all together: {@link dev.cf5xx.bot.Bot} hears, remembers, decides and acts. One entrance for
 * every platform.
 */
@NullMarked
package dev.cf5xx.bot;

import org.jspecify.annotations.NullMarked;
