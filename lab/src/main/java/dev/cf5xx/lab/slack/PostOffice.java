package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.lab.slack.rules.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the app what happens, in order, and events again where no ack comes: at once, after one minute, after five
 * (docs.slack.dev/apis/events-api). Guarded by the realm's lock.
 */
final class PostOffice {
    private static final long[] PAUSES = {0, 60_000, 300_000};

    private final Realm realm;
    private final Set<Delivery> open = new LinkedHashSet<>();
    private final List<Delivery> all = new ArrayList<>();
    private Carrier carrier = (delivery, attempt) -> Sent.NOBODY;

    PostOffice(Realm realm) {
        this.realm = realm;
    }

    /** How far a delivery got. */
    enum Sent {
        /** There is nobody to tell it to. */
        NOBODY,
        /** It was told; an ack may come. */
        TOLD,
        /** It is being told: the carrier says how it ended. */
        UNDER_WAY
    }

    /** Brings deliveries to the app. */
    @FunctionalInterface
    interface Carrier {
        Sent carry(Delivery delivery, Delivery.Attempt attempt);
    }

    void carrier(Carrier other) {
        carrier = other;
    }

    Delivery add(Delivery delivery) {
        open.add(delivery);
        all.add(delivery);
        tell(delivery);
        return delivery;
    }

    List<Delivery> all() {
        return all;
    }

    /** Does what the clock asks for. */
    void tick() {
        long now = realm.millis();
        for (Delivery delivery : List.copyOf(open)) {
            if (delivery.due(now)) {
                tell(delivery);
            }
        }
    }

    /** Tells again at once whatever waits for an ack, as if Slack's patience had ended. */
    void tellAgain() {
        for (Delivery delivery : List.copyOf(open)) {
            if (delivery.kind() == Delivery.Kind.EVENT) {
                tell(delivery);
            }
        }
    }

    private void tell(Delivery delivery) {
        int number = delivery.told();
        if (number > 0 && delivery.kind() != Delivery.Kind.EVENT) {
            fail(delivery, "operation_timeout");
        } else if (number > PAUSES.length) {
            fail(delivery, "timeout");
        } else {
            Instant now = realm.now();
            Sent sent = carrier.carry(delivery, new Delivery.Attempt(number, now, delivery.reason(), true));
            delivery.tell(new Delivery.Attempt(number, now, delivery.reason(), sent != Sent.NOBODY));
            if (sent == Sent.UNDER_WAY) {
                delivery.underWay(true);
            } else if (sent == Sent.NOBODY && delivery.kind() != Delivery.Kind.EVENT) {
                fail(delivery, "dispatch_failed");
            } else {
                later(delivery, realm.millis() + Limits.ACK_MILLIS, "timeout");
            }
        }
    }

    private static void later(Delivery delivery, long from, String reason) {
        int told = delivery.told();
        delivery.again(told <= PAUSES.length ? from + PAUSES[told - 1] : from, reason);
    }

    void acked(Delivery delivery, JsonNode with) {
        open.remove(delivery);
        delivery.underWay(false);
        delivery.ack(with, realm.now());
    }

    /** What was under way came to nothing. */
    void failed(Delivery delivery, String reason, boolean forGood) {
        delivery.underWay(false);
        if (forGood || delivery.kind() != Delivery.Kind.EVENT || delivery.told() > PAUSES.length) {
            fail(delivery, reason);
        } else {
            later(delivery, realm.millis(), reason);
        }
    }

    private void fail(Delivery delivery, String why) {
        open.remove(delivery);
        delivery.fail(why);
    }
}
