package dev.cf5xx.lab.origin;

import dev.cf5xx.lab.serve.Connection;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** As much of HTTP/2 (RFC 9113) as an origin needs that answers everything alike. */
final class Http2 {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PREFACE = 24;
    private static final int PROTOCOL_ERROR = 1;

    private Http2() {}

    /** Settings, then 200 to every request. */
    static void healthy(Connection connection) throws IOException {
        DataInputStream in = new DataInputStream(connection.in());
        in.readFully(new byte[PREFACE]);
        send(connection, SETTINGS, 0, 0, new byte[0]);
        try {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt() & 0x7fffffff;
                byte[] payload = new byte[length];
                in.readFully(payload);
                if (type == SETTINGS && (flags & ACK) == 0) {
                    send(connection, SETTINGS, ACK, 0, new byte[0]);
                } else if (type == PING && (flags & ACK) == 0) {
                    send(connection, PING, ACK, 0, payload);
                } else if (type == HEADERS && (flags & END_STREAM) != 0) {
                    // 0x88 is ":status: 200" of the static table (RFC 7541, appendix A).
                    send(connection, HEADERS, END_HEADERS, stream, new byte[] {(byte) 0x88});
                    byte[] body = "It works over HTTP/2.\n".getBytes(StandardCharsets.US_ASCII);
                    send(connection, DATA, END_STREAM, stream, body);
                } else if (type == GOAWAY) {
                    connection.finish();
                    return;
                }
            }
        } catch (EOFException e) {
            // The client has left.
        }
    }

    /** Settings, then the end of it all. */
    static void goAway(Connection connection) throws IOException {
        connection.in().read(new byte[PREFACE]);
        send(connection, SETTINGS, 0, 0, new byte[0]);
        send(connection, GOAWAY, 0, 0, new byte[] {0, 0, 0, 0, 0, 0, 0, PROTOCOL_ERROR});
        connection.finish();
    }

    /** What a server says that knows nothing of what it agreed to. */
    static void http1(Connection connection) throws IOException {
        connection.in().read(new byte[PREFACE]);
        Looks.nginx(400, "Bad Request").to(connection);
        connection.finish();
    }

    private static void send(Connection connection, int type, int flags, int stream, byte[] payload)
            throws IOException {
        byte[] frame = new byte[9 + payload.length];
        frame[0] = (byte) (payload.length >> 16);
        frame[1] = (byte) (payload.length >> 8);
        frame[2] = (byte) payload.length;
        frame[3] = (byte) type;
        frame[4] = (byte) flags;
        frame[5] = (byte) (stream >> 24);
        frame[6] = (byte) (stream >> 16);
        frame[7] = (byte) (stream >> 8);
        frame[8] = (byte) stream;
        System.arraycopy(payload, 0, frame, 9, payload.length);
        connection.send(frame);
    }
}
