/**
 * What an operator sets for {@code serve} and {@code doctor}, from the environment and a file, and everything that is wrong with
 * it ({@link dev.cf5xx.app.settings.Configuration}).
 */
@NullMarked
package dev.cf5xx.app.settings;

import org.jspecify.annotations.NullMarked;
