package dev.cf5xx.bot.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something pasted into a message. What a paste does not say is null, never guessed. What may be secret is in none:
 * paths and query values of addresses, cookies, tokens, the visitor's address.
 *
 * <p>Whatever is a text here was written by a stranger.
 */
public sealed interface Artefact {
    /** Where it begins in the message, in characters. */
    int start();

    /** Where it ends in the message, exclusive, in characters. */
    int end();

    /** What it is, as machine output names it. */
    String tag();

    /** The 5XX or 1XXX code it proves; null where none. */
    @Nullable
    String code();

    /** Whether it proves that Cloudflare stands before the site, as far as pasted text can. */
    boolean cloudflare();

    /** How an error page was pasted. */
    enum Form {
        /** Copied from the window of a browser. */
        TEXT,
        /** Its source, or part of it. */
        HTML,
        /** The one line {@code error code: 1033} that most programs get instead of a page. */
        PLAIN
    }

    /**
     * Cloudflare's error page.
     *
     * @param form how it was pasted
     * @param ray 16 hexadecimal digits
     * @param location the data centre as printed: a city, or an IATA code
     * @param host the site
     * @param at when it was shown
     * @param failed the hop that the page marks as failing
     */
    record ErrorPage(
            int start,
            int end,
            Form form,
            @Nullable String code,
            @Nullable String ray,
            @Nullable String location,
            @Nullable String host,
            @Nullable Instant at,
            Page.@Nullable Hop failed,
            boolean cloudflare)
            implements Artefact {
        @Override
        public String tag() {
            return "error-page";
        }
    }

    /**
     * An error for machines (RFC 9457), as JSON or Markdown front matter, whole or cut.
     *
     * @param status the HTTP status
     * @param title at most 200 characters
     * @param ray 16 hexadecimal digits
     * @param host the zone
     */
    record Problem(
            int start,
            int end,
            @Nullable String code,
            @Nullable Integer status,
            @Nullable String title,
            @Nullable String ray,
            @Nullable String host,
            @Nullable Instant at,
            boolean cloudflare)
            implements Artefact {
        @Override
        public String tag() {
            return "error-page";
        }
    }

    /**
     * What the headers of one response say; of several in a row, the last.
     *
     * @param status the HTTP status
     * @param server the software that the header names, at most 60 characters
     * @param ray 16 hexadecimal digits
     * @param colo the data centre, an IATA code
     * @param host the site that was asked
     * @param at the header's date
     * @param marked whether a header stands there that only Cloudflare writes
     */
    record Answer(
            @Nullable Integer status,
            @Nullable String server,
            @Nullable String ray,
            @Nullable String colo,
            @Nullable String host,
            @Nullable Instant at,
            boolean marked) {}

    /** Headers of a response. */
    record Headers(int start, int end, Answer answer) implements Artefact {
        @Override
        public String tag() {
            return "headers";
        }

        @Override
        public @Nullable String code() {
            return fiveHundred(answer.status());
        }

        @Override
        public boolean cloudflare() {
            return answer.marked();
        }
    }

    /**
     * What curl printed.
     *
     * @param exit the number of curl's own error
     * @param message curl's own error, at most 200 characters, addresses without their query
     */
    record Curl(
            int start,
            int end,
            Answer answer,
            @Nullable Integer exit,
            @Nullable String message) implements Artefact {
        @Override
        public String tag() {
            return "curl";
        }

        @Override
        public @Nullable String code() {
            return fiveHundred(answer.status());
        }

        @Override
        public boolean cloudflare() {
            return answer.marked();
        }
    }

    /**
     * A line in which a browser or a program says how a request ended.
     *
     * @param method the verb, e.g. {@code GET}
     * @param failure a browser's own name for it, e.g. {@code ERR_CONNECTION_TIMED_OUT}
     */
    record Request(
            int start,
            int end,
            @Nullable String method,
            @Nullable String host,
            @Nullable Integer status,
            @Nullable String failure)
            implements Artefact {
        @Override
        public String tag() {
            return "log-line";
        }

        @Override
        public @Nullable String code() {
            return fiveHundred(status);
        }

        @Override
        public boolean cloudflare() {
            return false;
        }
    }

    /**
     * A Ray ID outside of any of the others.
     *
     * @param ray 16 hexadecimal digits
     * @param colo the data centre, an IATA code
     * @param header whether it stood as the header {@code cf-ray}
     */
    record RayId(
            int start,
            int end,
            String ray,
            @Nullable String colo,
            @Nullable Instant at,
            boolean header) implements Artefact {
        @Override
        public String tag() {
            return header ? "headers" : "error-page";
        }

        @Override
        public @Nullable String code() {
            return null;
        }

        @Override
        public boolean cloudflare() {
            return true;
        }
    }

    /**
     * An answer of {@code /cdn-cgi/trace}, whole or cut.
     *
     * @param trace its values, without who asked
     */
    record EdgeTrace(
            int start, int end, Trace trace, @Nullable Instant at) implements Artefact {
        @Override
        public String tag() {
            return "trace";
        }

        @Override
        public @Nullable String code() {
            return null;
        }

        @Override
        public boolean cloudflare() {
            return true;
        }

        /** The site that was asked. */
        public @Nullable String host() {
            return trace.values().get("h");
        }
    }

    /** What measured a way through the network. */
    enum Tool {
        MTR,
        TRACEROUTE,
        TRACERT
    }

    /**
     * A station on the way.
     *
     * @param number from 1
     * @param name its host name
     * @param address its IP address
     * @param loss how many probes went without an answer, in percent
     * @param millis how long an answer took on average, in milliseconds
     */
    record Station(
            int number,
            @Nullable String name,
            @Nullable String address,
            @Nullable Double loss,
            @Nullable Double millis) {}

    /**
     * An MTR or traceroute.
     *
     * @param target where to: a name, or else an address
     * @param address the target's address
     * @param stations in order, 64 at most
     */
    record Route(
            int start,
            int end,
            Tool tool,
            @Nullable String target,
            @Nullable String address,
            @Nullable Instant at,
            List<Station> stations)
            implements Artefact {
        /** Keeps a copy of the list. */
        public Route {
            stations = List.copyOf(stations);
        }

        @Override
        public String tag() {
            return "mtr";
        }

        @Override
        public @Nullable String code() {
            return null;
        }

        @Override
        public boolean cloudflare() {
            return false;
        }
    }

    /** What wrote a log line. */
    enum Writer {
        NGINX,
        APACHE,
        IIS,
        PHP_FPM,
        CLOUDFLARED,
        RAILGUN,
        /** An access log in the format that nginx and Apache share. */
        ACCESS_LOG,
        UNKNOWN
    }

    /**
     * Lines of a server's log that say the same, one after the other.
     *
     * @param factIds the facts of the knowledge base whose patterns it fits, in the order of the guides; mostly none
     * @param status the HTTP status the server answered with, always a 5XX
     * @param at when, of the first line; null also where its time zone is not known
     * @param lines how many
     */
    record LogLine(
            int start,
            int end,
            Writer writer,
            List<String> factIds,
            @Nullable String code,
            @Nullable Integer status,
            @Nullable String host,
            @Nullable Instant at,
            int lines)
            implements Artefact {
        /** Keeps a copy of the list. */
        public LogLine {
            factIds = List.copyOf(factIds);
        }

        @Override
        public String tag() {
            return "log-line";
        }

        @Override
        public boolean cloudflare() {
            return writer == Writer.CLOUDFLARED || writer == Writer.RAILGUN;
        }
    }

    /**
     * What OpenSSL printed of a handshake.
     *
     * @param verifyCode the verify return code, 0 where all is well
     * @param reason why verifying failed
     * @param subject whom the site's own certificate names, at most 200 characters
     * @param issuer who issued it, at most 200 characters
     * @param expires its end
     * @param error OpenSSL's own error, at most 200 characters
     */
    record Handshake(
            int start,
            int end,
            @Nullable Integer verifyCode,
            @Nullable String reason,
            @Nullable String subject,
            @Nullable String issuer,
            @Nullable Instant expires,
            @Nullable String error)
            implements Artefact {
        @Override
        public String tag() {
            return "log-line";
        }

        @Override
        public @Nullable String code() {
            return null;
        }

        @Override
        public boolean cloudflare() {
            return issuer != null && issuer.toLowerCase(Locale.ROOT).contains("cloudflare");
        }
    }

    /** A HAR or part of one; only recognised, for it is full of secrets. */
    record Har(int start, int end) implements Artefact {
        @Override
        public String tag() {
            return "har";
        }

        @Override
        public @Nullable String code() {
            return null;
        }

        @Override
        public boolean cloudflare() {
            return false;
        }
    }

    private static @Nullable String fiveHundred(@Nullable Integer status) {
        return status != null && status >= 500 && status <= 599 ? Integer.toString(status) : null;
    }
}
