package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Bytes;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Listens to a connection: what came first, and how reading and writing ended. A TLS library tells neither. */
final class Tap {
    private static final int FIRST = 64;

    private final InputStream in;
    private final OutputStream out;
    private final byte[] first = new byte[FIRST];
    private int firstSize;
    private volatile boolean ended;
    private volatile @Nullable IOException broken;

    Tap(Wire wire) throws IOException {
        in = new FilterInputStream(wire.in()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                try {
                    int read = super.read(into, from, most);
                    note(into, from, read);
                    return read;
                } catch (IOException e) {
                    broken = broken == null ? e : broken;
                    throw e;
                }
            }

            /** The wire belongs to whoever dialled it. */
            @Override
            public void close() {}
        };
        out = new FilterOutputStream(wire.out()) {
            /**
             * A server that refuses sends its alert and closes while the client still writes. The alert is there to be
             * read, so that a write that fails is only noted: the next read tells how it really ended.
             */
            @Override
            public void write(byte[] bytes, int from, int size) {
                try {
                    if (broken == null) {
                        super.out.write(bytes, from, size);
                    }
                } catch (IOException e) {
                    broken = e;
                }
            }

            @Override
            public void close() {}
        };
    }

    private void note(byte[] from, int at, int read) {
        if (read < 0) {
            ended = true;
        } else if (firstSize < FIRST) {
            int more = Math.min(read, FIRST - firstSize);
            System.arraycopy(from, at, first, firstSize, more);
            firstSize += more;
        }
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** What came first, at most 64 bytes. */
    Bytes first() {
        return Bytes.of(Arrays.copyOf(first, firstSize));
    }

    /** Whether the other side closed. */
    boolean ended() {
        return ended;
    }

    /** Whether nothing came in time. */
    boolean timedOut() {
        return broken instanceof SocketTimeoutException;
    }

    /** Whether the connection broke. */
    boolean reset() {
        return broken != null && !timedOut();
    }

    /** Whether what came first cannot be a TLS record: type 20 to 24, version 3.x. */
    boolean noTls() {
        return firstSize > 0 && (first[0] < 20 || first[0] > 24 || (firstSize > 1 && first[1] != 3));
    }

    /** Reads on until the first line or 64 bytes are there, or the connection's deadline. */
    void readFirstLine() {
        byte[] more = new byte[FIRST];
        try {
            while (firstSize < FIRST
                    && !ended
                    && new String(first, 0, firstSize, StandardCharsets.ISO_8859_1).indexOf('\n') < 0) {
                if (in.read(more, 0, FIRST - firstSize) < 0) {
                    return;
                }
            }
        } catch (IOException e) {
            // What is there has to do.
        }
    }
}
