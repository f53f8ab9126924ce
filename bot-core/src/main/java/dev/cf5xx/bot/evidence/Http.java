package dev.cf5xx.bot.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 request and what came back.
 *
 * @param outcome how it ended, up to the end of the header
 * @param firstLine the first line that came, at most 200 characters; empty where none did
 * @param status 100 to 999, 0 where none could be read
 * @param headers in order, as written; those that came, where the header was cut
 * @param headBytes the size of status line and headers on the wire, in bytes
 * @param body the body after decompression, at most 256 KB
 * @param bodyEnd how the body ended
 * @param firstByte from sending the request to the first byte of the answer, or to giving up
 * @param took from sending the request to the end
 */
public record Http(
        Outcome outcome,
        String firstLine,
        int status,
        List<Header> headers,
        long headBytes,
        Bytes body,
        BodyEnd bodyEnd,
        Duration firstByte,
        Duration took) {

    /** A header field. */
    public record Header(String name, String value) {}

    /** How the exchange went, up to the end of the header. */
    public enum Outcome {
        /** A complete header came. */
        ANSWERED,
        /** Closed without a byte. */
        EMPTY,
        /** Reset without a byte. */
        RESET,
        /** Not a byte in time. */
        SILENT,
        /** Ended, by close or reset, within the header. */
        HEADER_CUT,
        /** Went on, too slowly, past the time there was. */
        HEADER_STALLED,
        /** No HTTP: another protocol, a status line without code. */
        NOT_HTTP,
        /** A header field no one can read: NUL, no colon, two different lengths. */
        BAD_HEADER,
        /** A header larger than 256 KB, or interim answers without end. */
        HEADER_ENDLESS,
        /** The TLS layer ended it: an alert came (see {@link Tls#alert}), as for a missing client certificate. */
        TLS_ALERT
    }

    /** How the body ended. */
    public enum BodyEnd {
        /** As announced. */
        COMPLETE,
        /** Closed or reset before its announced end. */
        SHORT,
        /** Not in time. */
        STALLED,
        /** There was more than is read. */
        CAPPED,
        /** Its compression is broken; whatever came, came as announced. */
        BROKEN,
        /** Its chunks are broken: where it ends, nobody can tell. */
        BAD_CHUNKS,
        /** There was none to read. */
        NONE
    }

    /** The first value of a header, its name in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** Whether a complete header came. */
    public boolean answered() {
        return outcome == Outcome.ANSWERED;
    }

    /** The status, or null where none came. */
    public @Nullable Integer statusOrNull() {
        return status == 0 ? null : status;
    }
}
