/**
 * What was seen, wherever it came from: DNS answers, connections, handshakes, certificates, HTTP responses, error pages,
 * traces; records and their readers. Nothing is judged here but what a thing is. Pure.
 */
@NullMarked
package dev.cf5xx.bot.evidence;

import org.jspecify.annotations.NullMarked;
