package dev.cf5xx.bot.probe;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Decompressed data, so much of it and until a deadline: a few kilobytes may stand for gigabytes, layer in layer, or for
 * nothing at all.
 */
final class Rationed extends FilterInputStream {
    /** More than any page worth reading, in bytes. */
    static final long MOST = 8L * 1024 * 1024;

    private final Supply supply;
    private final Deadline last;
    private long left = MOST;

    private Rationed(InputStream in, Supply supply, Deadline last) {
        super(in);
        this.supply = supply;
        this.last = last;
    }

    /** What decompresses. */
    interface Decompression {
        /** Decompresses {@code compressed}. */
        InputStream of(InputStream compressed) throws IOException;
    }

    /** {@code compressed}, decompressed. */
    static Rationed of(InputStream compressed, Decompression decompression, Deadline last) throws IOException {
        Supply supply = new Supply(compressed);
        return new Rationed(decompression.of(supply), supply, last);
    }

    /** There is more, and it is not read. */
    static final class SpentException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int wanted) throws IOException {
        if (left <= 0 || last.passed()) {
            throw new SpentException();
        }
        supply.begin();
        int count = super.read(into, from, wanted);
        if (count < 0 && supply.spent) {
            throw new SpentException();
        }
        left -= Math.max(0, count);
        return count;
    }

    /**
     * Compressed data for one read. Java's GZIPInputStream calls itself for every member of an archive that turns out to be
     * empty: thousands of them in one read would be the end of the stack.
     */
    private static final class Supply extends FilterInputStream {
        /** So much gives at least a byte, in any compression that is meant to be read. */
        private static final int MOST = 16 * 1024;

        private int given;
        private boolean spent;
        private boolean over;

        Supply(InputStream in) {
            super(in);
        }

        void begin() {
            given = 0;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int wanted) throws IOException {
            if (given >= MOST) {
                spent = true;
                throw new SpentException();
            }
            int count = super.read(into, from, wanted);
            given += Math.max(0, count);
            over = count < 0;
            return count;
        }

        /** Asked for whether another member of an archive follows. */
        @Override
        public int available() {
            return over ? 0 : 1;
        }
    }
}
