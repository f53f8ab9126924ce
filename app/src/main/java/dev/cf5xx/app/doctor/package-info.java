/**
 * What could keep {@code serve} from working, looked at side by side, each with what to do about it
 * ({@link dev.cf5xx.app.doctor.Doctor}). Changes nothing, posts nothing, prints nothing.
 */
@NullMarked
package dev.cf5xx.app.doctor;

import org.jspecify.annotations.NullMarked;
