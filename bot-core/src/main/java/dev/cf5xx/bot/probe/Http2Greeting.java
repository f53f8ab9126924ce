package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.OriginSeen.Http2;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Whether a server that agreed on HTTP/2 speaks it: it gets the preface and SETTINGS, and after its own SETTINGS a
 * PING, whose answer is waited for, since some servers send SETTINGS and take them back by GOAWAY. Source: RFC 9113, §3.4, §6.
 */
final class Http2Greeting {
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    /** The largest frame a server may send to who never allowed more. */
    private static final int FRAME_MOST = 16 * 1024;

    private static final int FRAMES_MOST = 100;
    /** How long SETTINGS are waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How long, after SETTINGS, an answer to the PING or a GOAWAY is waited for. */
    private static final Duration SECOND_THOUGHTS = Duration.ofSeconds(1);

    private Http2Greeting() {}

    /** Greets, for five seconds at most. */
    static Http2 greet(Wire wire, InputStream in, OutputStream out, Deadline deadline) {
        Deadline patience = deadline.orIn(PATIENCE);
        wire.until(patience);
        send(out, preface());
        Feed feed = new Feed(wire, in);
        boolean settings = false;
        for (int frames = 0; frames < FRAMES_MOST; frames++) {
            byte[] head = new byte[9];
            if (!filled(feed, head)) {
                return lost(feed, settings);
            }
            int length = ((head[0] & 0xff) << 16) | ((head[1] & 0xff) << 8) | (head[2] & 0xff);
            int type = head[3] & 0xff;
            boolean first = type == SETTINGS && head[4] == 0 && length % 6 == 0;
            if (length > FRAME_MOST || (!settings && !first && type != GOAWAY)) {
                return Http2.NOT_SPOKEN;
            }
            byte[] payload = new byte[length];
            if (!filled(feed, payload)) {
                return lost(feed, settings);
            }
            if (type == GOAWAY) {
                return goaway(payload, settings);
            } else if (type == PING && (head[4] & ACK) != 0) {
                return Http2.SPOKEN;
            } else if (!settings) {
                settings = true;
                send(out, acknowledgement());
                wire.until(patience.orIn(SECOND_THOUGHTS));
            }
        }
        return Http2.SPOKEN;
    }

    private static void send(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            // What the server said before it stopped listening is still to be read.
        }
    }

    private static byte[] preface() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(new byte[] {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0});
        return bytes.toByteArray();
    }

    private static byte[] acknowledgement() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 0, 0, SETTINGS, ACK, 0, 0, 0, 0});
        bytes.writeBytes(new byte[] {0, 0, 8, PING, 0, 0, 0, 0, 0});
        bytes.writeBytes("cf5xx-up".getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    /** The error stands after the last stream's number; without one the server merely wants no more streams. */
    private static Http2 goaway(byte[] payload, boolean settings) {
        boolean error = payload.length < 8 || (payload[4] | payload[5] | payload[6] | payload[7]) != 0;
        return error || !settings ? Http2.GOAWAY : Http2.SPOKEN;
    }

    private static Http2 lost(Feed feed, boolean settings) {
        if (feed.gone() != Wire.Gone.OUT_OF_TIME) {
            return Http2.CLOSED;
        } else if (settings) {
            return Http2.SPOKEN;
        }
        return feed.begun() ? Http2.NOT_SPOKEN : Http2.SILENT;
    }

    private static boolean filled(Feed feed, byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int count = feed.read(bytes, at, bytes.length - at);
            if (count < 0) {
                return false;
            }
            at += count;
        }
        return true;
    }
}
