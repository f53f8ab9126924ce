package dev.cf5xx.lab.origin;

/** Where on the way to an answer something fails. */
public enum Layer {
    DNS,
    TCP,
    TLS,
    CERTIFICATE,
    HTTP
}
