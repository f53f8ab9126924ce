/**
 * Collects evidence from a target: DNS, TCP, TLS, HTTP, trace. The only code that connects to a target, and it connects
 * only with a {@link dev.cf5xx.bot.target.Permit}. It reads the wire itself, because no client tells all faults apart.
 */
@NullMarked
package dev.cf5xx.bot.probe;

import org.jspecify.annotations.NullMarked;
