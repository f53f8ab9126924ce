/** Listening on loopback: connections, with and without TLS, and the requests that come on them. */
@NullMarked
package dev.cf5xx.lab.serve;

import org.jspecify.annotations.NullMarked;
