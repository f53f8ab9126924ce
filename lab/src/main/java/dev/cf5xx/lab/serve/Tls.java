package dev.cf5xx.lab.serve;

import java.io.IOException;

/** The server's side of a TLS handshake. */
@FunctionalInterface
public interface Tls {
    /** The same connection, encrypted; throws where the handshake fails. */
    Connection accept(Connection plain) throws IOException;
}
