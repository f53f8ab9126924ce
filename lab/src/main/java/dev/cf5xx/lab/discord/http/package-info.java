/** The HTTP side of the fake Discord: requests with their files, routes, rate limits, and troubles on demand. */
@NullMarked
package dev.cf5xx.lab.discord.http;

import org.jspecify.annotations.NullMarked;
