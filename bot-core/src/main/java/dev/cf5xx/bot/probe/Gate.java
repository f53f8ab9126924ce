package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.target.OriginAddress;
import dev.cf5xx.bot.target.Permit;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The address policy, as far as a check asks it. Asked before every look-up, every connection and every redirect. */
public interface Gate {
    /** What can be said of an address before its name is looked up; empty where nothing speaks against it. */
    Optional<Refusal> judge(SiteUrl url);

    /**
     * Judges what a name turned out to be: one bad address or alias blocks it.
     *
     * @param given whether the operator gave the addresses, who may name names of the inside
     * @param aliases the CNAME chain, without the name itself
     * @param answer every address of the answer, at least one
     */
    Admission admit(SiteUrl url, boolean given, List<String> aliases, List<InetAddress> answer);

    /** Judges one port of an origin: one permit, or none. */
    Admission admit(OriginAddress origin, int port);

    /** Reads where a redirect leads to, an absolute or a relative reference as the server wrote it. */
    Redirected next(SiteUrl from, String location);

    /** Whether something may be connected to. */
    sealed interface Admission {
        /** It may, and to nothing but these. */
        record Granted(List<Permit> permits) implements Admission {}

        /** It may not. */
        record Denied(Refusal refusal) implements Admission {}
    }

    /** Where a redirect leads to. */
    sealed interface Redirected {
        /** To an address, which has still to be judged. */
        record To(SiteUrl url) implements Redirected {}

        /** To nothing that may be looked at. */
        record Denied(Refusal refusal) implements Redirected {}
    }
}
