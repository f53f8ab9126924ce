package dev.cf5xx.lab.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An HTTP/1.1 answer whose length is known.
 *
 * @param status the status code
 * @param reason the reason phrase; may be empty
 * @param headers the header lines, without {@code Content-Length}
 * @param body what follows, sent in UTF-8
 */
public record Answer(int status, String reason, List<String> headers, String body) {
    /** Copies the headers. */
    public Answer {
        headers = List.copyOf(headers);
    }

    /** A page in UTF-8. */
    public static Answer html(int status, String reason, String page) {
        return of(status, reason, "text/html; charset=UTF-8", page);
    }

    /** A text of any type, in UTF-8. */
    public static Answer of(int status, String reason, String type, String text) {
        return new Answer(status, reason, List.of("Content-Type: " + type), text);
    }

    /** With these header lines too. */
    public Answer with(String... lines) {
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of(lines));
        return new Answer(status, reason, all, body);
    }

    /** The head as it goes over the wire. */
    public String head() {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + reason + "\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        return head.append("Content-Length: ")
                .append(body.getBytes(StandardCharsets.UTF_8).length)
                .append("\r\n\r\n")
                .toString();
    }

    /** Says it. */
    public void to(Connection connection) throws IOException {
        connection.out().write(head().getBytes(StandardCharsets.ISO_8859_1));
        connection.send(body.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers every request on a connection like this, until the client leaves or asks to end. */
    public static Handler each(Responder responder) {
        return connection -> {
            Request request = Request.read(connection.in());
            while (request != null) {
                responder.answer(request).to(connection);
                if (request.header("connection").equalsIgnoreCase("close")) {
                    connection.finish();
                    return;
                }
                request = Request.read(connection.in());
            }
            connection.finish();
        };
    }

    /** Makes an answer to a request. */
    @FunctionalInterface
    public interface Responder {
        /** The answer. */
        Answer answer(Request request) throws IOException;
    }
}
