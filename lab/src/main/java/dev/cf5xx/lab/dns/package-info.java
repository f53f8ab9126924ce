/** A name server on loopback that says what it is told to: lies, silence and changes of mind included. */
@NullMarked
package dev.cf5xx.lab.dns;

import org.jspecify.annotations.NullMarked;
