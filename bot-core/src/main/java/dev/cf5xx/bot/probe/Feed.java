package dev.cf5xx.bot.probe;

import java.io.IOException;
import java.io.InputStream;

/** What the server sends, byte by byte. Ends without exceptions: {@link #gone} then says how. */
final class Feed extends InputStream {
    private final Wire wire;
    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int at;
    private int filled;
    private boolean over;
    private long firstByte;

    Feed(Wire wire, InputStream in) {
        this.wire = wire;
        this.in = in;
    }

    @Override
    public int read() {
        return at < filled || fill() ? buffer[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int most) {
        if (most == 0) {
            return 0;
        } else if (at == filled && !fill()) {
            return -1;
        }
        int count = Math.min(most, filled - at);
        System.arraycopy(buffer, at, into, from, count);
        at += count;
        return count;
    }

    /** How many bytes are there already. */
    @Override
    public int available() {
        return filled - at;
    }

    /** When the first byte came, by {@link System#nanoTime}; only where {@link #begun}. */
    long firstByte() {
        return firstByte;
    }

    /** Whether a byte came at all. */
    boolean begun() {
        return firstByte != 0;
    }

    /** How it ended; only after a read gave -1. */
    Wire.Gone gone() {
        return wire.gone() == Wire.Gone.NOT ? Wire.Gone.CLOSED : wire.gone();
    }

    private boolean fill() {
        if (over) {
            return false;
        }
        int count;
        try {
            count = in.read(buffer);
        } catch (IOException e) {
            // The wire remembers what it was; what only the TLS layer complains of is as good as cut.
            count = -1;
        }
        if (count <= 0) {
            over = true;
            return false;
        }
        if (firstByte == 0) {
            firstByte = System.nanoTime();
        }
        at = 0;
        filled = count;
        return true;
    }
}
