package dev.cf5xx.lab.edge;

/** How the edge speaks to an origin. */
public enum SslMode {
    /** No TLS on either side. */
    OFF,
    /** No TLS to the origin. */
    FLEXIBLE,
    /** TLS to the origin, whatever its certificate. */
    FULL,
    /** TLS to the origin, and its certificate has to be good. */
    STRICT
}
