package dev.cf5xx.lab.serve;

import java.io.IOException;

/** What a server does with one connection. When it returns, the connection is closed. */
@FunctionalInterface
public interface Handler {
    /** Serves it; an exception ends the connection and nothing else. */
    void serve(Connection connection) throws IOException;
}
