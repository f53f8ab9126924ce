package dev.cf5xx.lab.origin;

import dev.cf5xx.lab.certificate.Authority;
import dev.cf5xx.lab.certificate.Identity;
import dev.cf5xx.lab.certificate.KeyKind;
import dev.cf5xx.lab.certificate.Recipe;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What scenarios are put up on: an address, a host name, and authorities for certificates. May serve many at once. */
public final class Ground {
    private final InetAddress address;
    private final String host;
    private final Clock clock;
    private final Duration patience;
    private final Duration drip;
    private final Authorities authorities;

    private Ground(
            InetAddress address, String host, Clock clock, Duration patience, Duration drip, Authorities authorities) {
        this.address = address;
        this.host = host;
        this.clock = clock;
        this.patience = patience;
        this.drip = drip;
        this.authorities = authorities;
    }

    /** The authorities, shared by all grounds made from one; keys are made when they are first needed. */
    private static final class Authorities {
        private final Authority root;
        private final Authority intermediate;
        private final Map<String, Authority> others = new ConcurrentHashMap<>();
        private final Map<String, Identity> good = new ConcurrentHashMap<>();

        Authorities(Clock clock) {
            root = Authority.root("cf5xx lab root", clock);
            intermediate = root.intermediate(Recipe.issuer("cf5xx lab intermediate"));
        }
    }

    /** A ground with new authorities, where late answers come after 15 s and bytes drip one a second. */
    public static Ground on(InetAddress address, String host, Clock clock) {
        return new Ground(address, host, clock, Duration.ofSeconds(15), Duration.ofSeconds(1), new Authorities(clock));
    }

    /** The same authorities for another host on another address. */
    public Ground at(InetAddress other, String name) {
        return new Ground(other, name, clock, patience, drip, authorities);
    }

    /** The same, with late answers after another time. */
    public Ground patience(Duration time) {
        return new Ground(address, host, clock, time, drip, authorities);
    }

    /** The same, with another time between two bytes that drip. */
    public Ground drip(Duration time) {
        return new Ground(address, host, clock, patience, time, authorities);
    }

    /** Where servers listen. */
    public InetAddress address() {
        return address;
    }

    /** The site they serve. */
    public String host() {
        return host;
    }

    /** What time it is for them. */
    public Clock clock() {
        return clock;
    }

    /** After what time late answers come. */
    public Duration patience() {
        return patience;
    }

    /** How long there is between two bytes where they drip. */
    public Duration drip() {
        return drip;
    }

    /** The root to be trusted. */
    public Authority root() {
        return authorities.root;
    }

    /** The authority below it, from which servers' certificates are. */
    public Authority intermediate() {
        return authorities.intermediate;
    }

    /** A root that nobody trusts. */
    Authority stranger() {
        return authorities.others.computeIfAbsent("stranger", it -> Authority.root("Nobody's Root CA", clock));
    }

    /** The root that calls itself Cloudflare's Origin CA. */
    public Authority originCa(boolean ecc) {
        return authorities.others.computeIfAbsent(
                ecc ? "origin ca ecc" : "origin ca rsa", it -> Authority.originCa(ecc, clock));
    }

    /** A good certificate for the host, and its issuer's. */
    public Identity good() {
        return good(host, KeyKind.EC_P256);
    }

    /** A good certificate with an RSA key. */
    Identity goodRsa() {
        return good(host, KeyKind.RSA_2048);
    }

    /** A good certificate for any host. */
    public Identity good(String name, KeyKind kind) {
        return authorities.good.computeIfAbsent(
                kind + " " + name, it -> intermediate().issue(Recipe.host(name).key(kind)));
    }

    /** Why something cannot be made here, thrown as that. */
    static UnsupportedOperationException cannot(String why, @Nullable Throwable cause) {
        return new UnsupportedOperationException(why, cause);
    }
}
