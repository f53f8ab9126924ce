package dev.cf5xx.bot.evidence;

import dev.cf5xx.bot.evidence.Artefact.Request;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lines in which browsers' consoles and HTTP libraries say how a request ended. */
final class Requests {
    private static final int LONGEST_LINE = 3_000;
    private static final int MOST = 200;

    private static final Pattern NETWORK = Pattern.compile(
            "\\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (https?://[^\\s\"']{1,1900}) (?:net::(ERR_[A-Z0-9_]{3,60})|(5\\d\\d)(?![\\w.])(?: \\([^()]{0,60}\\))?)");
    private static final Pattern RESOURCE = Pattern.compile(
            "Failed to load resource: (?:net::(ERR_[A-Z0-9_]{3,60})|the server responded with a status of (5\\d\\d)(?: \\([^()]{0,60}\\))?)");
    private static final Pattern STATUS = Pattern.compile(
            "(?:[Rr]equest failed with status code|Unexpected response code:|Unexpected server response:|[Uu]nexpected HTTP response status:|awaiting response\\.\\.\\.|HTTP E(?:rror|RROR)|Server returned HTTP response code:) (5\\d\\d)(?![\\w])");
    private static final Pattern PYTHON =
            Pattern.compile("\\b(5\\d\\d) Server Error: [^\\n]{0,80}? for url: (https?://[^\\s\"']{1,1900})");
    private static final Pattern FAILURE = Pattern.compile("\\bnet::(ERR_[A-Z0-9_]{3,60})");
    private static final Pattern ADDRESS = Pattern.compile("\\b(?:https?|wss?)://[^\\s\"'<>]{1,1900}");

    private Requests() {}

    /** The requests in what is left of a message: one a line. */
    static void read(Pasted pasted, List<Artefact> into) {
        int found = 0;
        for (Pasted.Line line : pasted.lines()) {
            if (line.end() - line.start() < 12) {
                continue;
            }
            String text = pasted.text(line.start(), Math.min(line.end(), line.start() + LONGEST_LINE));
            Request request = request(text, line.start());
            if (request != null && found < MOST) {
                into.add(request);
                pasted.take(request.start(), request.end());
                found++;
            }
        }
    }

    private static @Nullable Request request(String text, int from) {
        Matcher network = text.contains("://") ? NETWORK.matcher(text) : null;
        if (network != null && network.find()) {
            return of(
                    from, network, network.group(1), Pasted.host(network.group(2)), network.group(4), network.group(3));
        }
        Matcher resource = RESOURCE.matcher(text);
        if (resource.find()) {
            return of(from, resource, null, host(text), resource.group(2), resource.group(1));
        }
        Matcher status = STATUS.matcher(text);
        if (status.find()) {
            return of(from, status, null, host(text), status.group(1), null);
        }
        Matcher python = PYTHON.matcher(text);
        if (python.find()) {
            return of(from, python, null, Pasted.host(python.group(2)), python.group(1), null);
        }
        Matcher failure = FAILURE.matcher(text);
        return failure.find() ? of(from, failure, null, host(text), null, failure.group(1)) : null;
    }

    private static Request of(
            int from,
            Matcher found,
            @Nullable String method,
            @Nullable String host,
            @Nullable String status,
            @Nullable String failure) {
        return new Request(
                from + found.start(),
                from + found.end(),
                method,
                host,
                status == null ? null : Integer.valueOf(status),
                failure);
    }

    /** The host of the one address in a line; null where there are several, for nobody says which one failed. */
    private static @Nullable String host(String text) {
        if (!text.contains("://")) {
            return null;
        }
        String host = null;
        Matcher address = ADDRESS.matcher(text);
        while (address.find()) {
            String one = Pasted.host(address.group());
            if (host != null && !host.equals(one)) {
                return null;
            }
            host = one;
        }
        return host;
    }
}
