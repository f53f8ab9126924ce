/**
 * A Discord on loopback: its REST API and gateway with state, and people who use it. It refuses what Discord refuses, so
 * that a client that gets on with it, unmodified, has kept to Discord's documentation.
 */
@NullMarked
package dev.cf5xx.lab.discord;

import org.jspecify.annotations.NullMarked;
