package dev.cf5xx.lab.dns;

import java.net.InetAddress;
import java.util.List;

/** What a name server says to a question about a name. */
public sealed interface NameAnswer {
    /** These addresses, each to the type of question that it fits; none of the type asked for is "no record". */
    record Addresses(List<InetAddress> addresses) implements NameAnswer {
        /** Copies the list. */
        public Addresses {
            addresses = List.copyOf(addresses);
        }
    }

    /** Another name, and what is known of that. */
    record Alias(String target) implements NameAnswer {}

    /** The name exists and has no such record. */
    record NoRecord() implements NameAnswer {}

    /** There is no such name. */
    record NoSuchName() implements NameAnswer {}

    /** Something is wrong behind the name server. */
    record ServerFailure() implements NameAnswer {}

    /** The name server will not say. */
    record Refusal() implements NameAnswer {}

    /** Nothing at all. */
    record Silence() implements NameAnswer {}

    /** An answer to another question than the one that was asked, as a forger sends it. */
    record WrongId(List<InetAddress> addresses) implements NameAnswer {
        /** Copies the list. */
        public WrongId {
            addresses = List.copyOf(addresses);
        }
    }

    /** By UDP only that it is too long; by TCP {@code whole}. */
    record Truncated(NameAnswer whole) implements NameAnswer {}

    /** Addresses. */
    static NameAnswer at(InetAddress... addresses) {
        return new Addresses(List.of(addresses));
    }
}
