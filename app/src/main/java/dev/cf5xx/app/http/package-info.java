/**
 * What the program can be asked over HTTP: {@link dev.cf5xx.app.http.HttpDoor} is the only place where it listens, and
 * knows nothing of what it serves.
 */
@NullMarked
package dev.cf5xx.app.http;

import org.jspecify.annotations.NullMarked;
