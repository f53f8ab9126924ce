package dev.cf5xx.lab.discord.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a text calls up when it is shown: mentions and links. Code spans and blocks call up nothing. */
public final class Mentions {
    private static final Pattern CODE = Pattern.compile("```.*?```|``.*?``|`[^`\\n]*`", Pattern.DOTALL);
    private static final Pattern USER = Pattern.compile("<@!?(\\d{17,20})>");
    private static final Pattern ROLE = Pattern.compile("<@&(\\d{17,20})>");
    private static final Pattern EVERYONE = Pattern.compile("@(?:everyone|here)");
    private static final Pattern LINK = Pattern.compile("(<?)(https?://[^\\s<>]+)");
    private static final String CLOSERS = ".,:;\"')]*_|";

    private Mentions() {}

    /** Users that a text mentions. */
    public static Set<String> users(String text) {
        return found(USER, text);
    }

    /** Roles that a text mentions. */
    public static Set<String> roles(String text) {
        return found(ROLE, text);
    }

    /** Whether a text has {@code @everyone} or {@code @here}. */
    public static boolean everyone(String text) {
        return EVERYONE.matcher(bare(text)).find();
    }

    /** Addresses a reader could click on. */
    public static List<String> links(String text) {
        return links(text, false);
    }

    /** Addresses that Discord would show a preview of: those that do not stand in angle brackets. */
    public static List<String> previewed(String text) {
        return links(text, true);
    }

    private static List<String> links(String text, boolean bareOnly) {
        List<String> links = new ArrayList<>();
        Matcher matcher = LINK.matcher(bare(text));
        while (matcher.find()) {
            if (bareOnly && !matcher.group(1).isEmpty()) {
                continue;
            }
            String link = matcher.group(2);
            while (CLOSERS.indexOf(link.charAt(link.length() - 1)) >= 0) {
                link = link.substring(0, link.length() - 1);
            }
            links.add(link);
        }
        return links;
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> ids = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(bare(text));
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        return ids;
    }

    private static String bare(String text) {
        return CODE.matcher(text).replaceAll(" ");
    }

    /**
     * Who is pinged.
     *
     * @param users who is mentioned and pinged
     * @param roles which roles are
     * @param everyone whether everybody is
     */
    public record Pings(Set<String> users, Set<String> roles, boolean everyone) {
        /** Copies. */
        public Pings {
            users = Set.copyOf(users);
            roles = Set.copyOf(roles);
        }

        /** Whether nobody is. */
        public boolean none() {
            return users.isEmpty() && roles.isEmpty() && !everyone;
        }
    }

    /**
     * Who is pinged by a text (resources/message: allowed mentions).
     *
     * @param allowed {@code allowed_mentions}; missing or null for the default, which is all, in answers to interactions
     *     users only
     * @param interaction whether it is an answer to an interaction
     * @param replied the author of the message that is replied to
     */
    public static Pings pings(String text, JsonNode allowed, boolean interaction, @Nullable String replied) {
        boolean byDefault = allowed.isMissingNode() || allowed.isNull();
        Set<String> users = new LinkedHashSet<>();
        Set<String> roles = new LinkedHashSet<>();
        for (String id : users(text)) {
            if (byDefault || parses(allowed, "users") || lists(allowed, "users", id)) {
                users.add(id);
            }
        }
        for (String id : roles(text)) {
            if (byDefault ? !interaction : parses(allowed, "roles") || lists(allowed, "roles", id)) {
                roles.add(id);
            }
        }
        if (replied != null && (byDefault || allowed.path("replied_user").asBoolean())) {
            users.add(replied);
        }
        boolean everyone = everyone(text) && (byDefault ? !interaction : parses(allowed, "everyone"));
        return new Pings(users, roles, everyone);
    }

    private static boolean parses(JsonNode allowed, String what) {
        return lists(allowed, "parse", what);
    }

    private static boolean lists(JsonNode allowed, String field, String value) {
        for (JsonNode each : allowed.path(field)) {
            if (each.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }

    static void check(JsonNode allowed, Problems problems) {
        for (String kind : List.of("users", "roles")) {
            if (allowed.path(kind).size() > Limits.ALLOWED_MENTIONS) {
                problems.tooLong("allowed_mentions." + kind, Limits.ALLOWED_MENTIONS);
            }
            if (parses(allowed, kind) && !allowed.path(kind).isEmpty()) {
                problems.add(
                        "allowed_mentions",
                        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                        "parse:[\"" + kind + "\"] and " + kind + ": [ids...] are mutually exclusive.");
            }
        }
        int i = 0;
        for (JsonNode each : allowed.path("parse")) {
            if (!List.of("users", "roles", "everyone").contains(each.asText())) {
                problems.oneOf("allowed_mentions.parse." + i, "'everyone', 'roles', 'users'");
            }
            i++;
        }
    }
}
