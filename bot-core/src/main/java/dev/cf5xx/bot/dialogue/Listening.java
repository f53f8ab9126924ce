package dev.cf5xx.bot.dialogue;

import java.util.List;

/**
 * What the bot does in a channel about messages that are not for it. Whoever addresses it is always answered.
 *
 * @param mode which messages it minds
 * @param sites the hosts of the channel's own sites, links to which it always looks at; those below them count as well
 * @param bots the ids of the bots it minds as it does people; {@link #EVERY_BOT} for all
 */
public record Listening(Mode mode, List<String> sites, List<String> bots) {
    /** Stands for every bot. */
    public static final String EVERY_BOT = "*";

    /** What nobody has changed. */
    public static final Listening DEFAULT = new Listening(Mode.ERRORS, List.of(), List.of());

    /** Which messages it minds. */
    public enum Mode {
        /** Complaints about a 5XX, links that stand alone, and those to the channel's own sites. */
        ERRORS,
        /** All of these, and every link. */
        LINKS,
        /** None, but it goes on in threads where it is at work. */
        MENTIONS,
        /** None at all. */
        OFF
    }

    /** Copies the lists. */
    public Listening {
        sites = List.copyOf(sites);
        bots = List.copyOf(bots);
    }

    /** Whether messages are minded that are not for the bot. */
    boolean overhears() {
        return mode == Mode.ERRORS || mode == Mode.LINKS;
    }

    /** Whether a bot is minded. */
    boolean minds(String bot) {
        return bots.contains(EVERY_BOT) || bots.contains(bot);
    }

    /** Whether a host is one of the channel's own. */
    boolean owns(String host) {
        return sites.stream().anyMatch(site -> host.equals(site) || host.endsWith("." + site));
    }

    Listening in(Mode other) {
        return new Listening(other, sites, bots);
    }

    Listening to(List<String> hosts) {
        return new Listening(mode, hosts, bots);
    }

    Listening minding(List<String> ids) {
        return new Listening(mode, sites, ids);
    }
}
