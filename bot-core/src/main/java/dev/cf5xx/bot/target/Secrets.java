package dev.cf5xx.bot.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells what in a path or query looks like a secret, and masks it. Rather too much than too little. */
final class Secrets {
    static final String MASK = "***";

    /** What follows such a segment of a path is often a secret. */
    private static final Set<String> BEFORE_SECRETS = Set.of(
            "activate",
            "activation",
            "confirm",
            "confirmation",
            "hook",
            "hooks",
            "invitation",
            "invitations",
            "invite",
            "invites",
            "key",
            "keys",
            "magic",
            "magiclink",
            "password",
            "passwordreset",
            "recover",
            "recovery",
            "reset",
            "resetpassword",
            "secret",
            "secrets",
            "session",
            "sessions",
            "share",
            "shared",
            "signed",
            "token",
            "tokens",
            "unsubscribe",
            "verification",
            "verify",
            "verifyemail",
            "webhook",
            "webhooks");

    /** Names of query parameters, without punctuation and in lower case. */
    private static final Set<String> SECRET_NAMES = Set.of(
            "auth",
            "authkey",
            "code",
            "confirmation",
            "hash",
            "hmac",
            "invite",
            "invitecode",
            "key",
            "keypairid",
            "magic",
            "nonce",
            "otp",
            "pass",
            "pin",
            "policy",
            "sid",
            "sig",
            "sign",
            "ticket");

    /** Parts of such names. */
    private static final List<String> IN_SECRET_NAMES = List.of(
            "accesskey",
            "apikey",
            "authorization",
            "credential",
            "jwt",
            "passwd",
            "passphrase",
            "password",
            "pwd",
            "secret",
            "session",
            "sessid",
            "signature",
            "token",
            "verification");

    /** Long values that only say where a visitor came from. */
    private static final Pattern TRACKING = Pattern.compile(
            "utm.*|gclid|gbraid|wbraid|dclid|fbclid|msclkid|yclid|twclid|ttclid|igshid|mceid|mccid|ga|gl");

    private static final Pattern STATIC_FILE =
            Pattern.compile("(?i).*\\.(?:js|mjs|css|map|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf)");

    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final Pattern PUNCTUATION = Pattern.compile("[^A-Za-z0-9]+");
    private static final Pattern UUID =
            Pattern.compile(".*[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12}.*");
    /** As in the addresses of Telegram's API. */
    private static final Pattern BOT = Pattern.compile("bot\\d+(?::|%3[Aa]).+");

    private static final Pattern USER_AND_PASSWORD = Pattern.compile("[^:]*:[^@]+@.*");
    private static final Pattern PARAMETER = Pattern.compile("(;[^=;]*+=).+");

    /** What else than a secret follows those words. */
    private static final Set<String> ROUTES = Set.of(
            "account",
            "api",
            "confirm",
            "done",
            "email",
            "expired",
            "failed",
            "form",
            "help",
            "index",
            "link",
            "list",
            "login",
            "new",
            "password",
            "request",
            "sent",
            "settings",
            "start",
            "success",
            "user",
            "users");

    private static final Pattern SHORT_NUMBER = Pattern.compile("\\d{1,3}");

    private Secrets() {}

    static boolean in(String host, String path) {
        int question = path.indexOf('?');
        String[] segments = segments(question < 0 ? path : path.substring(0, question));
        int expected = expectedAfter(host, segments);
        for (int i = 0; i < segments.length; i++) {
            boolean file =
                    i == segments.length - 1 && STATIC_FILE.matcher(segments[i]).matches();
            if (!file && (isSecret(segments[i], i > expected) || hasSecretParameter(segments[i]))) {
                return true;
            }
        }
        for (String pair :
                question < 0 ? new String[0] : path.substring(question + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : bare(pair.substring(0, equals));
            String value = pair.substring(equals + 1);
            if (!value.isEmpty()
                    && !TRACKING.matcher(name).matches()
                    && (isTokenLike(value) || isTokenLike(name) || isSecretName(name, value))) {
                return true;
            }
        }
        return false;
    }

    static String mask(String host, String path) {
        int question = path.indexOf('?');
        String[] segments = segments(question < 0 ? path : path.substring(0, question));
        int expected = expectedAfter(host, segments);
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < segments.length; i++) {
            boolean hidden = isSecret(segments[i], i > expected) || mayBeSecret(segments, i);
            shown.add(hidden ? MASK : PARAMETER.matcher(segments[i]).replaceAll("$1" + MASK));
        }
        String masked = String.join("/", shown);
        return question < 0 ? masked : masked + "?" + maskQuery(path.substring(question + 1));
    }

    private static String maskQuery(String query) {
        List<String> shown = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                shown.add(pair.isEmpty() ? "" : MASK);
                continue;
            }
            String name = pair.substring(0, equals);
            boolean empty = equals == pair.length() - 1;
            shown.add((name.length() > 40 || isTokenLike(name) ? MASK : name) + "=" + (empty ? "" : MASK));
        }
        return String.join("&", shown);
    }

    /** The first is empty: a path starts with a slash. */
    private static String[] segments(String path) {
        return path.split("/", -1);
    }

    /** After which segment secrets are to be expected: the first that announces one. */
    private static int expectedAfter(String host, String[] segments) {
        for (int i = 0; i < segments.length; i++) {
            String name = bare(segments[i]);
            if (BEFORE_SECRETS.contains(name) || (name.equals("services") && host.startsWith("hooks."))) {
                return i;
            }
        }
        return segments.length;
    }

    private static boolean isSecret(String segment, boolean expected) {
        return isTokenLike(segment)
                || BOT.matcher(segment).matches()
                || USER_AND_PASSWORD.matcher(segment).matches()
                || (expected && looksMade(segment));
    }

    /** Whether it stands where secrets do and is no word that often stands there: enough to mask it, not to keep away. */
    private static boolean mayBeSecret(String[] segments, int at) {
        String name = bare(segments[at]);
        return at > 0
                && BEFORE_SECRETS.contains(bare(segments[at - 1]))
                && !name.isEmpty()
                && !ROUTES.contains(name)
                && !BEFORE_SECRETS.contains(name);
    }

    /** Whether it is no plain word: weak evidence, enough where a secret is expected. */
    private static boolean looksMade(String text) {
        return text.length() >= 16
                || (text.length() >= 4
                        && text.chars().anyMatch(c -> Character.isDigit(c) || Character.isUpperCase(c) || c == '%'));
    }

    /** As Java's servers write it: {@code ;jsessionid=…}. */
    private static boolean hasSecretParameter(String segment) {
        int semicolon = segment.indexOf(';');
        int equals = segment.indexOf('=', semicolon + 1);
        return semicolon >= 0
                && equals > semicolon
                && isSecretName(bare(segment.substring(semicolon, equals)), segment.substring(equals + 1));
    }

    private static boolean isSecretName(String name, String value) {
        return (SECRET_NAMES.contains(name) || IN_SECRET_NAMES.stream().anyMatch(name::contains))
                && !SHORT_NUMBER.matcher(value).matches();
    }

    private static String bare(String name) {
        return PUNCTUATION
                .matcher(ENCODED.matcher(name).replaceAll(""))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    /** Whether {@code text} looks made by a machine to be hard to guess. */
    static boolean isTokenLike(String text) {
        String plain = ENCODED.matcher(text).replaceAll(" ");
        if ((plain.startsWith("eyJ") && plain.length() >= 16)
                || UUID.matcher(plain).matches()) {
            return true;
        }
        int mixed = 0;
        for (String word : PUNCTUATION.split(plain, -1)) {
            if (isRandom(word)) {
                return true;
            }
            boolean digits = word.chars().anyMatch(Character::isDigit);
            boolean letters = word.chars().anyMatch(Character::isLetter);
            mixed += word.length() >= 4 && digits && letters ? 1 : 0;
        }
        return mixed >= 3;
    }

    /**
     * Whether one run of letters and digits has the looks of a random one: very long, or changing between digits, capitals
     * and small letters more often than words, dates and versions do.
     */
    private static boolean isRandom(String word) {
        int digits = 0;
        int capitals = 0;
        int changes = 0;
        int last = -1;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            int kind = c <= '9' ? 0 : c <= 'Z' ? 1 : 2;
            digits += kind == 0 ? 1 : 0;
            capitals += kind == 1 ? 1 : 0;
            changes += i > 0 && kind != last ? 1 : 0;
            last = kind;
        }
        int length = word.length();
        if (length >= 32) {
            return true;
        } else if (digits == length) {
            return false;
        } else if (digits > 0) {
            return length >= 12 && (changes >= 5 || (length >= 16 && changes >= 3));
        } else if (capitals == 0 || capitals == length) {
            return length >= (capitals == 0 ? 24 : 20);
        }
        return length >= 16 && changes * 22 > length * 10;
    }
}
