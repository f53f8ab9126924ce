package dev.cf5xx.bot.probe;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A DNS server on loopback that answers what a test says. */
final class NameServer implements AutoCloseable {
    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Answer answer;
    private final List<String> questions = new CopyOnWriteArrayList<>();

    private NameServer(DatagramSocket udp, ServerSocket tcp, Answer answer) {
        this.udp = udp;
        this.tcp = tcp;
        this.answer = answer;
    }

    /** What to answer to a name and type, such as {@code shop.example.com A}. */
    interface Answer {
        /** Fills in the answer; false to stay silent. */
        boolean fill(String question, Message message, boolean overTcp) throws IOException;
    }

    static NameServer on(Answer answer) {
        try {
            while (true) {
                ServerSocket tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                DatagramSocket udp;
                try {
                    udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress());
                } catch (SocketException e) {
                    // Somebody has that port over UDP.
                    tcp.close();
                    continue;
                }
                NameServer server = new NameServer(udp, tcp, answer);
                Server.daemon(server::serveUdp);
                Server.daemon(server::serveTcp);
                return server;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds records in the form of a zone file, one a line, to a section. */
    static boolean records(Message message, int section, String... lines) throws IOException {
        try (Master master = new Master(new java.io.ByteArrayInputStream(
                String.join("\n", lines).concat("\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII)))) {
            Record record;
            while ((record = master.nextRecord()) != null) {
                message.addRecord(record, section);
            }
        }
        return true;
    }

    static boolean answer(Message message, String... lines) throws IOException {
        return records(message, Section.ANSWER, lines);
    }

    static boolean code(Message message, int rcode) {
        message.getHeader().setRcode(rcode);
        return true;
    }

    InetSocketAddress at() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), udp.getLocalPort());
    }

    /** What was asked, in order, such as {@code shop.example.com A}. */
    List<String> questions() {
        return questions;
    }

    private byte[] reply(byte[] query, boolean overTcp) throws IOException {
        Message asked = new Message(query);
        Record question = asked.getQuestion();
        String text = question.getName().toString(true) + " " + Type.string(question.getType());
        questions.add(overTcp ? text + " over TCP" : text);
        Message message = new Message(asked.getHeader().getID());
        message.getHeader().setFlag(Flags.QR);
        message.getHeader().setFlag(Flags.RA);
        message.addRecord(question, Section.QUESTION);
        return answer.fill(text, message, overTcp) ? message.toWire(65535) : null;
    }

    private void serveUdp() {
        byte[] buffer = new byte[4096];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] reply = reply(Arrays.copyOf(buffer, packet.getLength()), false);
                if (reply != null) {
                    udp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] query = in.readNBytes(in.readUnsignedShort());
                byte[] reply = reply(query, true);
                if (reply != null) {
                    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                    out.writeShort(reply.length);
                    out.write(reply);
                    out.flush();
                }
            } catch (IOException e) {
                // The client has gone, or the test is over.
            }
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
