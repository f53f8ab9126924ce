package dev.cf5xx.bot.target;

import dev.cf5xx.bot.target.Refusal.Reason;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What may be looked at: public web sites on the ports that Cloudflare proxies, and nothing of the network this runs in.
 * Asked before every connection, and the only one that gives a {@link Permit}.
 */
public final class AddressPolicy {
    /** The prefix under which a NAT64 gateway reaches IPv4 hosts. Source: RFC 6052, section 2.1. */
    private static final Networks NAT64 = Networks.of(List.of("64:ff9b::/96"));

    private final Networks allowed;
    private final List<Given> given;
    private final Supplier<? extends Collection<InetAddress>> own;

    /**
     * A policy.
     *
     * @param allowed what the operator opens: any address in it may be connected to, on any port
     * @param given names the operator gave addresses for: exempt from the rules for names, their addresses are judged
     * @param own the addresses of this machine, asked for at each judgement because they may change
     */
    public AddressPolicy(Networks allowed, List<Given> given, Supplier<? extends Collection<InetAddress>> own) {
        this.allowed = allowed;
        this.given = List.copyOf(given);
        this.own = own;
    }

    /** The address that the operator gave for the name and port of {@code url}, which is not to be looked up then. */
    public Optional<InetAddress> given(SiteUrl url) {
        return given.stream().filter(it -> it.covers(url)).map(Given::address).findFirst();
    }

    /**
     * What can be said before the name is looked up.
     *
     * @return why it must not even be looked up; empty where it may
     */
    public Optional<Refusal> judge(SiteUrl url) {
        if (url.literal() != null) {
            return judge(url.literal(), url.port());
        } else if (HostNames.endsInNumber(url.host())) {
            return Optional.of(new Refusal(Reason.SPELLING, url.host()));
        } else if (given(url).isEmpty() && InternalNames.contains(url.host())) {
            return Optional.of(new Refusal(Reason.INTERNAL_NAME, url.host()));
        } else if (allowed.isEmpty() && !ProxiedPorts.contains(url.port())) {
            return Optional.of(port(url.port()));
        }
        return Optional.empty();
    }

    /** As {@link #admit(SiteUrl, List, List)}, for a name without aliases. */
    public Admission admit(SiteUrl url, List<InetAddress> addresses) {
        return admit(url, List.of(), addresses);
    }

    /**
     * Judges what a name turned out to be. One address or alias that is refused blocks the whole name.
     *
     * @param aliases the CNAME chain, without the name itself
     * @param addresses all that DNS answered; not looked at where the host is an address or the operator gave one, which is
     *     judged then. Where there is none, the name and port alone are judged and the grant is empty
     */
    public Admission admit(SiteUrl url, List<String> aliases, List<InetAddress> addresses) {
        Optional<Refusal> before = judge(url);
        if (before.isPresent()) {
            return new Admission.Denied(before.get());
        }
        Optional<InetAddress> known = Optional.ofNullable(url.literal()).or(() -> given(url));
        List<InetAddress> targets = known.map(List::of).orElse(addresses);
        if (known.isEmpty()) {
            Optional<Refusal> alias = judgeAliases(aliases);
            if (alias.isPresent()) {
                return new Admission.Denied(alias.get());
            }
        }
        if (targets.isEmpty() && !ProxiedPorts.contains(url.port())) {
            return new Admission.Denied(port(url.port()));
        }
        List<Permit> permits = new ArrayList<>();
        for (InetAddress target : targets) {
            Optional<Refusal> refusal = judge(target, url.port());
            if (refusal.isPresent()) {
                return new Admission.Denied(refusal.get());
            }
            permits.add(new Permit(target, url.port()));
        }
        return new Admission.Granted(permits);
    }

    /**
     * Judges a CNAME chain: one that passes through a name of the inside is refused, wherever it ends.
     *
     * @return why not; empty where nothing speaks against it
     */
    public Optional<Refusal> judgeAliases(List<String> aliases) {
        for (String alias : aliases) {
            String lower = alias.toLowerCase(Locale.ROOT);
            String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
            if (HostNames.endsInNumber(name) || InternalNames.contains(name)) {
                return Optional.of(new Refusal(Reason.INTERNAL_NAME, name));
            }
        }
        return Optional.empty();
    }

    /** Judges an origin's address with both its ports; empty where nothing speaks against it. */
    public Optional<Refusal> judge(OriginAddress origin) {
        return judge(origin.address(), origin.httpsPort()).or(() -> judge(origin.address(), origin.httpPort()));
    }

    /** Whether {@code port} of an origin may be connected to: one permit, or none. */
    public Admission permit(OriginAddress origin, int port) {
        Optional<Refusal> refusal = judge(origin.address(), port);
        return refusal.isPresent()
                ? new Admission.Denied(refusal.get())
                : new Admission.Granted(List.of(new Permit(origin.address(), port)));
    }

    private Optional<Refusal> judge(InetAddress address, int port) {
        Optional<Reason> reason = allowed.contains(address) ? behindNat64(address) : judge(address);
        if (reason.isPresent()) {
            return Optional.of(new Refusal(reason.get(), Literals.text(address)));
        }
        return ProxiedPorts.contains(port) || allowed.contains(address) ? Optional.empty() : Optional.of(port(port));
    }

    private Optional<Reason> judge(InetAddress address) {
        if (SpecialBlocks.contains(address)) {
            return Optional.of(Reason.SPECIAL_ADDRESS);
        }
        return isOwn(address) ? Optional.of(Reason.OWN_ADDRESS) : Optional.empty();
    }

    /** Whoever lives behind a NAT64 gateway opens its prefix, and not with it everything of IPv4. */
    private Optional<Reason> behindNat64(InetAddress address) {
        if (!NAT64.contains(address)) {
            return Optional.empty();
        }
        InetAddress embedded = Literals.of(Arrays.copyOfRange(address.getAddress(), 12, 16));
        return allowed.contains(embedded) ? Optional.empty() : judge(embedded);
    }

    private boolean isOwn(InetAddress address) {
        byte[] bytes = address.getAddress();
        return own.get().stream().anyMatch(mine -> Arrays.equals(mine.getAddress(), bytes));
    }

    private static Refusal port(int port) {
        return new Refusal(Reason.PORT, String.valueOf(port));
    }
}
