/**
 * The program: its command line, the console as a platform, and the one place where everything is wired together
 * ({@link dev.cf5xx.app.Main}).
 */
@NullMarked
package dev.cf5xx.app;

import org.jspecify.annotations.NullMarked;
