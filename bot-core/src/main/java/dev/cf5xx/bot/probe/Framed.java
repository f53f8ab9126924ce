package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Http.BodyEnd;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a body as it was sent: in chunks, of an announced length, or up to the end of the connection. Ends without
 * exceptions: {@link #end} then says how.
 */
final class Framed extends InputStream {
    /** A line with a chunk's size, its extensions included; or a line of a trailer. */
    private static final int LINE_MOST = 8 * 1024;

    private static final int TRAILER_LINES_MOST = 100;

    private final Feed feed;
    private final boolean chunked;
    private final boolean untilClose;
    private final long most;
    /** What is left of the body, or of the chunk. */
    private long left;

    private boolean insideChunks;
    private long count;
    private @Nullable BodyEnd end;

    /**
     * A body.
     *
     * @param length the announced length, -1 for none
     * @param most how many bytes are read at most
     */
    Framed(Feed feed, boolean chunked, long length, long most) {
        this.feed = feed;
        this.chunked = chunked;
        this.untilClose = !chunked && length < 0;
        this.left = chunked ? 0 : length;
        this.most = most;
        if (!chunked && length == 0) {
            end = BodyEnd.COMPLETE;
        }
    }

    /** How it ended; null as long as it goes on. */
    @Nullable
    BodyEnd end() {
        return end;
    }

    /** How many bytes came so far. */
    long count() {
        return count;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int wanted) {
        if (wanted == 0) {
            return 0;
        }
        if (end == null && chunked && left == 0) {
            nextChunk();
        }
        if (end != null) {
            return -1;
        }
        if (count >= most) {
            end = BodyEnd.CAPPED;
            return -1;
        }
        long some = Math.min(wanted, most - count);
        int read = feed.read(into, from, (int) (untilClose ? some : Math.min(some, left)));
        if (read < 0) {
            end = lost();
            return -1;
        }
        count += read;
        if (!untilClose) {
            left -= read;
            if (left == 0 && !chunked) {
                end = BodyEnd.COMPLETE;
            }
        }
        return read;
    }

    /** Without an announced length the end of the connection is the end of the body, but a reset is not. */
    private BodyEnd lost() {
        return switch (feed.gone()) {
            case OUT_OF_TIME -> BodyEnd.STALLED;
            case RESET -> BodyEnd.SHORT;
            case CLOSED, NOT -> untilClose ? BodyEnd.COMPLETE : BodyEnd.SHORT;
        };
    }

    private void nextChunk() {
        if (insideChunks && !emptyLine()) {
            return;
        }
        insideChunks = true;
        String line = line();
        if (line == null) {
            return;
        }
        int to = 0;
        while (to < line.length() && Character.digit(line.charAt(to), 16) >= 0) {
            to++;
        }
        String rest = line.substring(to).strip();
        if (to == 0 || to > 15 || (!rest.isEmpty() && rest.charAt(0) != ';')) {
            end = BodyEnd.BAD_CHUNKS;
            return;
        }
        left = Long.parseLong(line.substring(0, to), 16);
        if (left == 0) {
            trailer();
        }
    }

    private boolean emptyLine() {
        String line = line();
        if (line != null && !line.isEmpty()) {
            end = BodyEnd.BAD_CHUNKS;
        }
        return end == null;
    }

    private void trailer() {
        for (int lines = 0; lines < TRAILER_LINES_MOST; lines++) {
            String line = line();
            if (line == null) {
                return;
            } else if (line.isEmpty()) {
                end = BodyEnd.COMPLETE;
                return;
            }
        }
        end = BodyEnd.BAD_CHUNKS;
    }

    /** The next line; null, and {@link #end} says why, where there is none. */
    private @Nullable String line() {
        StringBuilder line = new StringBuilder();
        while (true) {
            int next = feed.read();
            if (next < 0) {
                end = lost();
                return null;
            } else if (next == '\n') {
                int last = line.length() - 1;
                return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
            } else if (line.length() >= LINE_MOST) {
                end = BodyEnd.BAD_CHUNKS;
                return null;
            }
            line.append((char) next);
        }
    }
}
