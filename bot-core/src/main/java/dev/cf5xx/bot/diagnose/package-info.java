/**
 * From evidence to ranked diagnoses: what is broken, whose fault it is, how sure, and what is certain from here; and what
 * Cloudflare would answer under each SSL mode. Pure.
 */
@NullMarked
package dev.cf5xx.bot.diagnose;

import org.jspecify.annotations.NullMarked;
