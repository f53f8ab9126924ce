package dev.cf5xx.bot.evidence;

import dev.cf5xx.bot.evidence.Artefact.Handshake;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what OpenSSL prints: {@code s_client}, {@code x509} and the errors of its library. */
final class Handshakes {
    private static final int LONGEST_LINE = 600;
    private static final int LONGEST_VALUE = 200;

    /** Lines that OpenSSL prints between those that say something: certificates, session data. */
    private static final int WIDEST_GAP = 8_000;

    private static final Pattern VERIFY_CODE =
            Pattern.compile("Verify return code: (\\d{1,3})(?: \\(([^)]{1,100})\\))?");
    private static final Pattern VERIFY_ERROR = Pattern.compile("verify error:num=(\\d{1,3}):(.{1,100})");
    private static final Pattern ERROR = Pattern.compile(
            "(?:^|\\s)(?:[0-9A-Fa-f]{2,16}:)?error:[0-9A-Fa-f]{6,8}:[^:]{0,40}:[^:]{0,60}:([^:]{3,120})");
    private static final Pattern NAME = Pattern.compile("(subject|issuer) ?= ?(.{1,300})");
    private static final Pattern CHAIN = Pattern.compile("(?:\\d )?([si]):(/?(?:C|CN|O|OU|ST|L) ?= ?.{1,300})");
    private static final Pattern DEPTH = Pattern.compile("depth=(\\d{1,2}) (.{1,300})");
    private static final Pattern UNTIL =
            Pattern.compile("(?:notAfter=|NotAfter: |Not After ?: )([A-Z][a-z]{2} .{16,20})");

    private Handshakes() {}

    private static final class Seen {
        int start = -1;
        int end = -1;
        int telling;

        @Nullable
        Integer code;

        @Nullable
        String reason;

        @Nullable
        String subject;

        @Nullable
        String issuer;

        @Nullable
        Instant expires;

        @Nullable
        String error;
    }

    /** The handshake in what is left of a message. */
    static void read(Pasted pasted, List<Artefact> into) {
        Seen seen = new Seen();
        for (Pasted.Line line : pasted.lines()) {
            String text = pasted.text(line, LONGEST_LINE);
            if (text.length() < 8 || !tells(text, seen)) {
                continue;
            }
            int start = pasted.startOf(line);
            if (seen.start >= 0 && start - seen.end > WIDEST_GAP) {
                break;
            }
            seen.start = seen.start < 0 ? start : seen.start;
            seen.end = pasted.endOf(line);
        }
        if (seen.start < 0 || (seen.telling < 2 && seen.code == null && seen.error == null)) {
            return;
        }
        into.add(new Handshake(
                seen.start, seen.end, seen.code, seen.reason, seen.subject, seen.issuer, seen.expires, seen.error));
        pasted.take(seen.start, seen.end);
    }

    private static boolean tells(String text, Seen seen) {
        boolean marked = text.startsWith("CONNECTED(0")
                || text.startsWith("no peer certificate available")
                || text.startsWith("verify return:")
                || text.startsWith("Certificate chain")
                || text.startsWith("Server certificate");
        if (text.startsWith("CONNECTED(0") || text.startsWith("no peer certificate available")) {
            seen.telling++;
        }
        Matcher verify = VERIFY_CODE.matcher(text);
        if (verify.find()) {
            seen.code = Integer.valueOf(verify.group(1));
            seen.reason = seen.code == 0 ? null : verify.group(2) == null ? seen.reason : verify.group(2);
            return true;
        }
        Matcher error = VERIFY_ERROR.matcher(text);
        if (error.find()) {
            seen.code = seen.code == null ? Integer.valueOf(error.group(1)) : seen.code;
            seen.reason = seen.reason == null ? Pasted.brief(error.group(2), 100) : seen.reason;
            return true;
        }
        Matcher library = text.contains("error:") ? ERROR.matcher(text) : null;
        if (library != null && library.find()) {
            seen.error = seen.error == null ? Pasted.brief(library.group(1), LONGEST_VALUE) : seen.error;
            return true;
        }
        Matcher until = UNTIL.matcher(text);
        if (until.find()) {
            seen.expires = seen.expires == null ? Pasted.openssl(until.group(1)) : seen.expires;
            seen.telling++;
            return true;
        }
        return named(text, seen) || marked;
    }

    private static boolean named(String text, Seen seen) {
        Matcher name = NAME.matcher(text);
        Matcher chain = CHAIN.matcher(text);
        Matcher depth = DEPTH.matcher(text);
        if (name.matches()) {
            name(seen, name.group(1).equals("subject"), name.group(2));
        } else if (chain.matches()) {
            name(seen, chain.group(1).equals("s"), chain.group(2));
        } else if (depth.matches()) {
            if (depth.group(1).equals("0") && seen.subject == null) {
                seen.subject = Pasted.brief(depth.group(2), LONGEST_VALUE);
            }
        } else {
            return false;
        }
        seen.telling++;
        return true;
    }

    private static void name(Seen seen, boolean subject, String value) {
        // The first of a chain is the site's own.
        if (subject && seen.subject == null) {
            seen.subject = Pasted.brief(value, LONGEST_VALUE);
        } else if (!subject && seen.issuer == null) {
            seen.issuer = Pasted.brief(value, LONGEST_VALUE);
        }
    }
}
