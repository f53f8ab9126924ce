package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Lookup;
import dev.cf5xx.bot.evidence.Lookup.Outcome;
import dev.cf5xx.bot.target.SiteUrl;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
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
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks DNS, and only DNS: no hosts file, no search domains, no cache, so that a check sees what is there now. A and AAAA
 * are asked for side by side.
 */
public final class Names {
    /** One after the other, each with the next server. Source: about what the C library's resolver does. */
    private static final List<Duration> TRIES =
            List.of(Duration.ofMillis(1500), Duration.ofMillis(3000), Duration.ofMillis(5000));

    /** How much longer one family is waited for when the other has its addresses: some servers drop AAAA questions. */
    private static final Duration OTHER_FAMILY = Duration.ofSeconds(1);

    private static final int ALIASES_MOST = 12;
    private static final int ADDRESSES_MOST = 64;
    private static final int SERVERS_MOST = 3;

    private final List<InetSocketAddress> servers;
    private final Function<SiteUrl, List<InetAddress>> given;
    private final List<Duration> tries;

    /**
     * Names.
     *
     * @param servers the resolvers to ask, in this order; the system's where empty
     * @param given the addresses that the operator gave for an address's name and port; empty for all others
     */
    public Names(List<InetSocketAddress> servers, Function<SiteUrl, List<InetAddress>> given) {
        this(servers, given, TRIES);
    }

    Names(List<InetSocketAddress> servers, Function<SiteUrl, List<InetAddress>> given, List<Duration> tries) {
        this.servers = List.copyOf(servers);
        this.given = given;
        this.tries = tries;
    }

    /** Where a site is. Ends at {@code deadline}, and soon when the thread is interrupted. */
    Lookup look(SiteUrl url, Deadline deadline) {
        long began = System.nanoTime();
        List<InetAddress> known = url.literal() == null ? given.apply(url) : List.of(url.literal());
        Found found;
        if (known.isEmpty()) {
            found = ask(url.host(), deadline);
        } else {
            found = new Found(Outcome.GIVEN, known, List.of());
        }
        List<InetAddress> addresses = found.addresses().stream()
                .distinct()
                .sorted(Comparator.comparing(address -> !(address instanceof Inet4Address)))
                .toList();
        return new Lookup(
                url.host(),
                found.outcome(),
                addresses,
                List.copyOf(new LinkedHashSet<>(found.aliases())),
                Duration.ofNanos(System.nanoTime() - began));
    }

    private record Found(Outcome outcome, List<InetAddress> addresses, List<String> aliases) {}

    private Found ask(String host, Deadline deadline) {
        Name name;
        try {
            name = Name.fromString(host + ".");
        } catch (TextParseException e) {
            // DNS cannot even spell it.
            return new Found(Outcome.NXDOMAIN, List.of(), List.of());
        }
        List<InetSocketAddress> asked =
                servers.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : servers;
        asked = asked.subList(0, Math.min(SERVERS_MOST, asked.size()));
        Query four = new Query(name, Type.A, asked, deadline);
        Query six = new Query(name, Type.AAAA, asked, deadline);
        Deadline end = deadline;
        boolean impatient = false;
        while (!(four.done() && six.done())) {
            if (!impatient && (four.answered() || six.answered())) {
                impatient = true;
                end = deadline.orIn(OTHER_FAMILY);
            }
            if (!awaitEither(four, six, end)) {
                break;
            }
        }
        four.giveUp();
        six.giveUp();
        return both(four.found(), six.found());
    }

    /** Waits until one of them can go a step further; false when there is no time left. */
    private static boolean awaitEither(Query four, Query six, Deadline end) {
        List<CompletableFuture<Message>> open = List.of(four, six).stream()
                .filter(it -> !it.done())
                .map(Query::reply)
                .toList();
        try {
            CompletableFuture.anyOf(open.toArray(CompletableFuture<?>[]::new))
                    .get(end.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            // A failed try; the next step sees to it.
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        four.step();
        six.step();
        return true;
    }

    /** What A and AAAA say together: an address settles it, then what says most. */
    private static Found both(Found four, Found six) {
        List<InetAddress> addresses = new ArrayList<>(four.addresses());
        addresses.addAll(six.addresses());
        List<String> aliases = new ArrayList<>(four.aliases());
        aliases.addAll(six.aliases());
        Set<Outcome> outcomes = Set.copyOf(
                List.of(four.outcome(), six.outcome()).stream().distinct().toList());
        for (Outcome outcome :
                List.of(Outcome.ANSWERED, Outcome.NXDOMAIN, Outcome.SERVFAIL, Outcome.TIMED_OUT, Outcome.NO_ADDRESS)) {
            if (outcomes.contains(outcome)) {
                return new Found(outcome, addresses, aliases);
            }
        }
        return new Found(Outcome.TIMED_OUT, addresses, aliases);
    }

    private static InetAddress nameless(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has four or sixteen bytes", e);
        }
    }

    /** One type's question on its way through tries and aliases. */
    private final class Query {
        private final int type;
        private final List<InetSocketAddress> asked;
        private final Deadline deadline;
        private final List<String> aliases = new ArrayList<>();
        private Name name;
        private int attempt;
        private boolean edns = true;
        private boolean failed;
        private CompletableFuture<Message> reply = new CompletableFuture<>();
        private @Nullable Found found;

        Query(Name name, int type, List<InetSocketAddress> asked, Deadline deadline) {
            this.name = name;
            this.type = type;
            this.asked = asked;
            this.deadline = deadline;
            send();
        }

        boolean done() {
            return found != null;
        }

        boolean answered() {
            return found != null && found.outcome() == Outcome.ANSWERED;
        }

        CompletableFuture<Message> reply() {
            return reply;
        }

        Found found() {
            return found == null ? new Found(Outcome.TIMED_OUT, List.of(), aliases) : found;
        }

        void giveUp() {
            if (found == null) {
                end(Outcome.TIMED_OUT);
            }
        }

        private void end(Outcome outcome) {
            found = new Found(outcome, List.of(), List.copyOf(aliases));
        }

        private void send() {
            if (asked.isEmpty() || deadline.passed()) {
                end(Outcome.TIMED_OUT);
                return;
            }
            SimpleResolver resolver = new SimpleResolver(asked.get(attempt % asked.size()));
            resolver.setTimeout(Duration.ofMillis(
                    deadline.or(Deadline.in(tries.get(attempt))).millis()));
            if (!edns) {
                resolver.setEDNS(-1);
            }
            Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
            // Whichever thread got the answer only reads it; waiting is for the check's own thread.
            reply = resolver.sendAsync(query, Runnable::run).toCompletableFuture();
        }

        /** Takes the answer, where there is one. */
        void step() {
            if (found != null || !reply.isDone()) {
                return;
            }
            Message message;
            try {
                message = reply.getNow(null);
            } catch (RuntimeException e) {
                // No answer, or none that can be read.
                message = null;
            }
            if (message == null) {
                next(false);
                return;
            }
            switch (message.getRcode()) {
                case Rcode.NOERROR -> follow(message);
                case Rcode.NXDOMAIN -> {
                    walk(message);
                    end(Outcome.NXDOMAIN);
                }
                case Rcode.FORMERR, Rcode.NOTIMP -> {
                    // Old servers, and boxes on the way, trip over EDNS.
                    edns = false;
                    next(true);
                }
                default -> next(true);
            }
        }

        /** Another try, with the next server; a server that said it failed is not asked the same again. */
        private void next(boolean saidSo) {
            failed |= saidSo;
            attempt++;
            if (attempt >= tries.size() || (saidSo && attempt >= Math.max(2, asked.size()))) {
                end(failed ? Outcome.SERVFAIL : Outcome.TIMED_OUT);
            } else {
                send();
            }
        }

        private void follow(Message message) {
            Name before = name;
            walk(message);
            List<InetAddress> addresses = new ArrayList<>();
            for (Record record : message.getSection(Section.ANSWER)) {
                if (record.getName().equals(name) && record.getType() == type && addresses.size() < ADDRESSES_MOST) {
                    if (record instanceof ARecord a) {
                        addresses.add(nameless(a.getAddress()));
                    } else if (record instanceof AAAARecord aaaa) {
                        addresses.add(nameless(aaaa.getAddress()));
                    }
                }
            }
            if (!addresses.isEmpty()) {
                found = new Found(Outcome.ANSWERED, addresses, List.copyOf(aliases));
            } else if (aliases.size() >= ALIASES_MOST) {
                end(Outcome.SERVFAIL);
            } else if (name.equals(before) || settled(message)) {
                end(Outcome.NO_ADDRESS);
            } else {
                // A server that only knows the alias: its target is asked for in turn.
                attempt = 0;
                send();
            }
        }

        /** Whether the server says that there is nothing, rather than that it knows no more. */
        private boolean settled(Message message) {
            return message.getHeader().getFlag(Flags.RA)
                    || message.getSection(Section.AUTHORITY).stream().anyMatch(it -> it.getType() == Type.SOA);
        }

        /** Goes along the aliases; addresses of any other name in the answer are nobody's business. */
        private void walk(Message message) {
            boolean moved = true;
            while (moved && aliases.size() < ALIASES_MOST) {
                moved = false;
                for (Record record : message.getSection(Section.ANSWER)) {
                    if (record instanceof CNAMERecord alias && record.getName().equals(name)) {
                        name = alias.getTarget();
                        aliases.add(name.toString(true).toLowerCase(Locale.ROOT));
                        moved = true;
                        break;
                    }
                }
            }
        }
    }
}
