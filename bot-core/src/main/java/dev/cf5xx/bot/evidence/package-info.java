/**
 * What was seen, wherever it came from: DNS answers, connections, handshakes, certificates, HTTP responses, error pages,
 * traces, and what people paste of these into a message; records and their readers. Nothing is judged here but what a thing
 * is. Pure.
 */
@NullMarked
package dev.cf5xx.bot.evidence;

import org.jspecify.annotations.NullMarked;
