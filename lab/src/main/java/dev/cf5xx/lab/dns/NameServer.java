package dev.cf5xx.lab.dns;

import dev.cf5xx.lab.serve.Connection;
import dev.cf5xx.lab.serve.Listener;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A name server on a loopback address, by UDP and TCP on the same port. It says what it is told to say of a name; of a
 * name it was told nothing about it says that there is none.
 */
public final class NameServer implements AutoCloseable {
    private static final int UDP_BYTES = 4096;
    private static final int TRIES = 50;
    private static final int MOST_ALIASES = 16;
    private static final long TTL = 30;

    private final Map<String, List<NameAnswer>> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Listener tcp;
    private final DatagramSocket udp;

    private NameServer(DatagramSocket udp) throws IOException {
        this.udp = udp;
        this.tcp = Listener.plain(udp.getLocalAddress(), udp.getLocalPort(), this::serve);
    }

    /** Starts one that knows no name. */
    public static NameServer start(InetAddress address) throws IOException {
        for (int i = 1; ; i++) {
            DatagramSocket udp = new DatagramSocket(0, address);
            try {
                NameServer server = new NameServer(udp);
                Thread thread = new Thread(server::answerAll, "lab name server " + server.address());
                thread.setDaemon(true);
                thread.start();
                return server;
            } catch (BindException e) {
                // Somebody has this port for TCP: another one.
                udp.close();
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Where it listens, by UDP and TCP. */
    public InetSocketAddress address() {
        return tcp.address();
    }

    /**
     * From now on says this of {@code name}: to each question about one type of record the next of {@code inTurn}, and
     * the last for ever.
     */
    public void say(String name, NameAnswer... inTurn) {
        answers.put(key(name), List.of(inTurn));
        asked.keySet().removeIf(it -> it.startsWith(key(name) + " "));
    }

    /** How often {@code name} was asked about, whatever the type. */
    public int queries(String name) {
        return asked.entrySet().stream()
                .filter(it -> it.getKey().startsWith(key(name) + " "))
                .mapToInt(it -> it.getValue().get())
                .sum();
    }

    /** How often it was asked about anything. */
    public int queries() {
        return asked.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    private static String key(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private void answerAll() {
        byte[] buffer = new byte[UDP_BYTES];
        while (!udp.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                udp.receive(packet);
                byte[] query = new byte[packet.getLength()];
                System.arraycopy(buffer, packet.getOffset(), query, 0, query.length);
                byte[] answer = answer(query, false);
                if (answer != null) {
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException | RuntimeException e) {
                // Closed, or something that is no question.
            }
        }
    }

    private void serve(Connection connection) throws IOException {
        DataInputStream in = new DataInputStream(connection.in());
        try {
            while (true) {
                byte[] query = new byte[in.readUnsignedShort()];
                in.readFully(query);
                byte[] answer = answer(query, true);
                if (answer == null) {
                    connection.hold();
                    return;
                }
                byte[] framed = new byte[answer.length + 2];
                framed[0] = (byte) (answer.length >> 8);
                framed[1] = (byte) answer.length;
                System.arraycopy(answer, 0, framed, 2, answer.length);
                connection.send(framed);
            }
        } catch (EOFException e) {
            // The client has left.
        }
    }

    private byte @Nullable [] answer(byte[] query, boolean whole) throws IOException {
        Message question = new Message(query);
        Record about = question.getQuestion();
        if (about == null || question.getHeader().getFlag(Flags.QR)) {
            return null;
        }
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        if (question.getHeader().getFlag(Flags.RD)) {
            answer.getHeader().setFlag(Flags.RD);
        }
        answer.addRecord(about, Section.QUESTION);
        return fill(answer, about, about.getName(), whole, 0) ? answer.toWire() : null;
    }

    /** Adds what is said of {@code name}; false for silence. */
    private boolean fill(Message answer, Record about, Name name, boolean whole, int aliases) throws IOException {
        NameAnswer said = next(name.toString(), about.getType());
        boolean cut = said instanceof NameAnswer.Truncated;
        if (said instanceof NameAnswer.Truncated truncated) {
            said = truncated.whole();
        }
        if (cut && !whole) {
            answer.getHeader().setFlag(Flags.TC);
        } else if (said instanceof NameAnswer.Addresses addresses) {
            add(answer, about, name, addresses.addresses());
        } else if (said instanceof NameAnswer.WrongId wrong) {
            answer.getHeader().setID(answer.getHeader().getID() ^ 0x5555);
            add(answer, about, name, wrong.addresses());
        } else if (said instanceof NameAnswer.Alias alias) {
            Name target = Name.fromString(alias.target(), Name.root);
            answer.addRecord(new CNAMERecord(name, DClass.IN, TTL, target), Section.ANSWER);
            return about.getType() == Type.CNAME
                    || aliases == MOST_ALIASES
                    || fill(answer, about, target, whole, aliases + 1);
        } else if (said instanceof NameAnswer.NoSuchName) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        } else if (said instanceof NameAnswer.ServerFailure) {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
        } else if (said instanceof NameAnswer.Refusal) {
            answer.getHeader().setRcode(Rcode.REFUSED);
        } else if (said instanceof NameAnswer.Silence) {
            return false;
        }
        boolean negative = said instanceof NameAnswer.NoRecord || said instanceof NameAnswer.NoSuchName;
        if (negative && !(cut && !whole)) {
            Name zone = Name.fromString("test.");
            answer.addRecord(new SOARecord(zone, DClass.IN, TTL, zone, zone, 1, TTL, TTL, TTL, TTL), Section.AUTHORITY);
        }
        return true;
    }

    private static void add(Message answer, Record about, Name name, List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            if (about.getType() == Type.A && address instanceof Inet4Address) {
                answer.addRecord(new ARecord(name, DClass.IN, TTL, address), Section.ANSWER);
            } else if (about.getType() == Type.AAAA && address instanceof Inet6Address) {
                answer.addRecord(new AAAARecord(name, DClass.IN, TTL, address), Section.ANSWER);
            }
        }
    }

    private NameAnswer next(String name, int type) {
        List<NameAnswer> inTurn = answers.getOrDefault(key(name), List.of(new NameAnswer.NoSuchName()));
        int before = asked.computeIfAbsent(key(name) + " " + Type.string(type), it -> new AtomicInteger())
                .getAndIncrement();
        return inTurn.get(Math.min(before, inTurn.size() - 1));
    }

    /** Stops answering. */
    @Override
    public void close() {
        udp.close();
        tcp.close();
    }
}
