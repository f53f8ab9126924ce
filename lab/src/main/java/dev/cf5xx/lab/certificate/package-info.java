/** Certificates of every kind, good and bad, and what their issuer says about revocation. */
@NullMarked
package dev.cf5xx.lab.certificate;

import org.jspecify.annotations.NullMarked;
