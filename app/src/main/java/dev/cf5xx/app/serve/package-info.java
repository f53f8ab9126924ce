/**
 * The bot as a service: connects the platforms, keeps them going, says how they are, and leaves without dropping anything
 * ({@link dev.cf5xx.app.serve.Serving}).
 */
@NullMarked
package dev.cf5xx.app.serve;

import org.jspecify.annotations.NullMarked;
