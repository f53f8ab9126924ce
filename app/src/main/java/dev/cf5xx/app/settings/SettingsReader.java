package dev.cf5xx.app.settings;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the settings once, and notes everything that is wrong with them. */
final class SettingsReader {
    /** What every setting of this program begins with. */
    private static final String OURS = "CF5XX_";

    /** Bytes of a file that holds settings, or a value. */
    private static final int LARGEST = 64 * 1024;

    /** Characters of a token; those of both platforms have about a hundred. */
    private static final int LONGEST = 512;

    /** A name that is written differently in more places than this was not meant. */
    private static final int FARTHEST = 4;

    private static final Pattern ONE_WORD = Pattern.compile("[\\x21-\\x7e]{1," + LONGEST + "}");
    private static final Pattern LISTEN = Pattern.compile("(?:\\[([^]]+)]:|([^:\\[\\]]+):)?(\\d{1,5})");
    private static final Pattern LOCALE = Pattern.compile("C|POSIX|[a-z]{2,3}(?:[-_.@].*)?", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> environment;
    private final @Nullable Path file;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Setting, String> values = new HashMap<>();
    private final Set<String> inUse = new TreeSet<>();

    SettingsReader(Map<String, String> environment, @Nullable Path file) {
        this.environment = set(environment);
        this.file = file;
    }

    /** What is set to nothing is not set. */
    private static Map<String, String> set(Map<String, String> all) {
        return all.entrySet().stream()
                .filter(entry -> !entry.getValue().isBlank())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, TreeMap::new));
    }

    Configuration.Reading read() {
        Map<String, String> written = set(properties());
        environment.keySet().stream().filter(name -> name.startsWith(OURS)).forEach(this::know);
        written.keySet().forEach(this::know);
        for (Setting setting : Setting.values()) {
            String value = value(setting, written);
            if (value != null) {
                values.put(setting, value);
            }
        }
        SlackAccess slack = slack();
        DiscordAccess discord = discord();
        InetSocketAddress listen = read(Setting.LISTEN, this::address);
        Path data = read(Setting.DATA, this::folder);
        Proxy proxy = read(Setting.PROXY, this::proxy);
        String lang = values.get(Setting.LANG);
        if (lang != null && !LOCALE.matcher(lang).matches()) {
            problems.add(Complaint.NOT_LANG.of(Setting.LANG));
        }
        if (Stream.of(
                        Setting.SLACK_BOT_TOKEN,
                        Setting.SLACK_APP_TOKEN,
                        Setting.SLACK_SIGNING_SECRET,
                        Setting.DISCORD_TOKEN)
                .flatMap(setting -> setting.names().stream())
                .noneMatch(name -> environment.containsKey(name) || written.containsKey(name))) {
            problems.add(Complaint.NOTHING.of(Setting.SLACK_BOT_TOKEN, Setting.SLACK_APP_TOKEN, Setting.DISCORD_TOKEN));
        }
        if (listen == null && slack instanceof SlackAccess.Http && !values.containsKey(Setting.LISTEN)) {
            listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), Configuration.PORT);
        }
        return new Configuration.Reading(
                new Configuration(slack, discord, listen, data, proxy, around(written), List.copyOf(inUse)),
                List.copyOf(problems));
    }

    /** The environment as checks see it: with what the file says of them, and nothing that is secret. */
    private Map<String, String> around(Map<String, String> written) {
        Map<String, String> all = new HashMap<>(environment);
        written.forEach((name, value) -> {
            if (Setting.OF_CHECKS.contains(name)) {
                all.putIfAbsent(name, value);
            }
        });
        for (Setting setting : Setting.values()) {
            setting.names().forEach(all::remove);
        }
        String lang = values.get(Setting.LANG);
        if (lang != null) {
            all.put(Setting.LANG.variable(), lang);
        }
        return Map.copyOf(all);
    }

    private Map<String, String> properties() {
        if (file == null) {
            return Map.of();
        }
        byte[] bytes = bytes(file);
        if (bytes == null) {
            problems.add(Complaint.NO_FILE.of("--config", file));
            return Map.of();
        }
        Map<String, String> all = new HashMap<>();
        try {
            new Properties() {
                @Override
                public synchronized @Nullable Object put(Object name, Object value) {
                    if (all.put(name.toString(), value.toString()) != null) {
                        problems.add(Complaint.TWICE_IN_FILE.of(name, file));
                    }
                    return null;
                }
            }.load(new StringReader(text(bytes)));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(Complaint.NOT_PROPERTIES.of("--config", file, Setting.SLACK_BOT_TOKEN));
        }
        return all;
    }

    /** The bytes of a file, of which there may be {@value #LARGEST}; null where it cannot be read. */
    private static byte @Nullable [] bytes(Path path) {
        // A pipe would be waited for.
        if (!Files.isRegularFile(path)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            return null;
        }
    }

    private static String text(byte[] bytes) throws IOException {
        if (bytes.length > LARGEST) {
            throw new IOException("too large");
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private void know(String name) {
        boolean known = Setting.OF_CHECKS.contains(name)
                || Arrays.stream(Setting.values())
                        .anyMatch(setting -> setting.names().contains(name));
        if (known) {
            inUse.add(name);
            return;
        }
        problems.add(Stream.concat(
                        Arrays.stream(Setting.values()).flatMap(setting -> setting.names().stream()),
                        Setting.OF_CHECKS.stream())
                .filter(other -> distance(name, other) <= FARTHEST)
                .min(Comparator.comparingInt((String other) -> distance(name, other))
                        .thenComparing(Comparator.naturalOrder()))
                .map(other -> Complaint.UNKNOWN_LIKE.of(name, other))
                .orElseGet(() -> Complaint.UNKNOWN.of(name)));
    }

    /** How many characters have to be put in, left out or changed; what is too long for any setting is far from all. */
    private static int distance(String written, String name) {
        if (Math.abs(written.length() - name.length()) > FARTHEST) {
            return Integer.MAX_VALUE;
        }
        String upper = written.toUpperCase(Locale.ROOT);
        int[] row = new int[name.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= upper.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= name.length(); j++) {
                int above = row[j];
                int change = corner + (upper.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                corner = above;
            }
        }
        return row[name.length()];
    }

    /** A setting's value: the environment's, else the file's; null where it is not set, or cannot be read. */
    private @Nullable String value(Setting setting, Map<String, String> written) {
        String inFile = setting.variable() + Setting.IN_FILE;
        for (Map<String, String> source : List.of(environment, written)) {
            String value = source.get(setting.variable());
            String path = source.get(inFile);
            if (value != null && path != null) {
                problems.add(Complaint.TWICE.of(setting, inFile));
                return null;
            } else if (value != null) {
                return value.strip();
            } else if (path != null) {
                return held(inFile, path.strip());
            }
        }
        return null;
    }

    private @Nullable String held(String name, String written) {
        try {
            byte[] bytes = bytes(Path.of(written));
            if (bytes == null) {
                problems.add(Complaint.NO_FILE.of(name, written));
                return null;
            }
            String value = text(bytes).strip();
            if (value.isEmpty()) {
                problems.add(Complaint.EMPTY_FILE.of(name, written));
                return null;
            }
            return value;
        } catch (IOException | InvalidPathException e) {
            problems.add(Complaint.NO_FILE.of(name, written));
            return null;
        }
    }

    private <T> @Nullable T read(Setting setting, Function<String, @Nullable T> reader) {
        String value = values.get(setting);
        return value == null ? null : reader.apply(value);
    }

    private @Nullable SlackAccess slack() {
        Secret bot = read(Setting.SLACK_BOT_TOKEN, this::botToken);
        Secret app = read(Setting.SLACK_APP_TOKEN, this::appToken);
        Secret signing = read(Setting.SLACK_SIGNING_SECRET, value -> word(Setting.SLACK_SIGNING_SECRET, value));
        URI api = read(Setting.SLACK_API, value -> base(Setting.SLACK_API, value, "https", "https://slack.com/api/"));
        boolean botSet = isSet(Setting.SLACK_BOT_TOKEN);
        boolean appSet = isSet(Setting.SLACK_APP_TOKEN);
        boolean signingSet = isSet(Setting.SLACK_SIGNING_SECRET);
        if (appSet && signingSet) {
            problems.add(Complaint.EITHER_OR.of(Setting.SLACK_APP_TOKEN, Setting.SLACK_SIGNING_SECRET));
        }
        if (botSet && !appSet && !signingSet) {
            problems.add(Complaint.BOT_TOKEN_ALONE.of(
                    Setting.SLACK_BOT_TOKEN, Setting.SLACK_APP_TOKEN, Setting.SLACK_SIGNING_SECRET));
        }
        for (Setting half : List.of(Setting.SLACK_APP_TOKEN, Setting.SLACK_SIGNING_SECRET)) {
            if (isSet(half) && !botSet) {
                problems.add(Complaint.WITHOUT.of(half, Setting.SLACK_BOT_TOKEN));
            }
        }
        if (bot == null || (app == null) == (signing == null)) {
            return null;
        }
        return app != null
                ? new SlackAccess.SocketMode(bot, app, api)
                : new SlackAccess.Http(bot, Objects.requireNonNull(signing), api);
    }

    /** Whether somebody set it, however badly. */
    private boolean isSet(Setting setting) {
        return setting.names().stream().anyMatch(inUse::contains);
    }

    private @Nullable DiscordAccess discord() {
        Secret token = read(Setting.DISCORD_TOKEN, value -> word(Setting.DISCORD_TOKEN, value));
        Boolean content = read(Setting.DISCORD_MESSAGE_CONTENT, this::bool);
        URI api = read(
                Setting.DISCORD_API,
                value -> base(Setting.DISCORD_API, value, "https", "https://discord.com/api/v10/"));
        URI gateway = read(
                Setting.DISCORD_GATEWAY,
                value -> base(Setting.DISCORD_GATEWAY, value, "wss", "wss://gateway.discord.gg/"));
        if (Boolean.TRUE.equals(content) && !isSet(Setting.DISCORD_TOKEN)) {
            problems.add(Complaint.WITHOUT.of(Setting.DISCORD_MESSAGE_CONTENT, Setting.DISCORD_TOKEN));
        }
        return token == null ? null : new DiscordAccess(token, Boolean.TRUE.equals(content), api, gateway);
    }

    private @Nullable Secret botToken(String value) {
        if (value.startsWith("xapp-")) {
            problems.add(Complaint.SWAPPED.of(Setting.SLACK_BOT_TOKEN, Setting.SLACK_APP_TOKEN, "xapp-"));
            return null;
        } else if (value.startsWith("xoxp-")) {
            problems.add(Complaint.USER_TOKEN.of(Setting.SLACK_BOT_TOKEN));
            return null;
        } else if (!value.startsWith("xoxb-")) {
            problems.add(Complaint.NOT_BOT_TOKEN.of(Setting.SLACK_BOT_TOKEN));
            return null;
        }
        return word(Setting.SLACK_BOT_TOKEN, value);
    }

    private @Nullable Secret appToken(String value) {
        if (value.startsWith("xoxb-")) {
            problems.add(Complaint.SWAPPED.of(Setting.SLACK_APP_TOKEN, Setting.SLACK_BOT_TOKEN, "xoxb-"));
            return null;
        } else if (!value.startsWith("xapp-")) {
            problems.add(Complaint.NOT_APP_TOKEN.of(Setting.SLACK_APP_TOKEN));
            return null;
        }
        return word(Setting.SLACK_APP_TOKEN, value);
    }

    private @Nullable Secret word(Setting setting, String value) {
        if (ONE_WORD.matcher(value).matches()) {
            return new Secret(value);
        }
        problems.add(Complaint.NOT_ONE_WORD.of(setting, LONGEST));
        return null;
    }

    private @Nullable Boolean bool(String value) {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> {
                return true;
            }
            case "false" -> {
                return false;
            }
            default -> {
                problems.add(Complaint.NOT_BOOLEAN.of(Setting.DISCORD_MESSAGE_CONTENT));
                return null;
            }
        }
    }

    private @Nullable InetSocketAddress address(String value) {
        Matcher parts = LISTEN.matcher(value);
        if (parts.matches()) {
            String host = parts.group(1) != null ? parts.group(1) : parts.group(2);
            int port = Integer.parseInt(parts.group(3));
            InetAddress at = host == null || host.equalsIgnoreCase("localhost")
                    ? InetAddress.getLoopbackAddress()
                    : literal(host);
            if (at != null && port <= 65535) {
                return new InetSocketAddress(at, port);
            }
        }
        problems.add(Complaint.NOT_LISTEN.of(Setting.LISTEN));
        return null;
    }

    /** An IP address; a name would have to be looked up. */
    private static @Nullable InetAddress literal(String host) {
        IPAddress address = host.matches("[0-9.]{7,15}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
                ? new IPAddressString(host).getAddress()
                : null;
        return address == null || address.isMultiple() ? null : address.toInetAddress();
    }

    private @Nullable Path folder(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            problems.add(Complaint.NOT_FOLDER.of(Setting.DATA));
            return null;
        }
    }

    private @Nullable Proxy proxy(String value) {
        URI uri = uri(value);
        if (uri == null
                || !"http".equals(uri.getScheme())
                || uri.getHost() == null
                || !isPort(uri.getPort())
                || !Objects.requireNonNullElse(uri.getPath(), "").matches("/?")
                || uri.getQuery() != null
                || uri.getFragment() != null) {
            problems.add(Complaint.NOT_PROXY.of(Setting.PROXY));
            return null;
        }
        return new Proxy(uri);
    }

    private @Nullable URI base(Setting setting, String value, String scheme, String example) {
        URI uri = uri(value);
        if (uri == null
                || !Set.of(scheme, scheme.substring(0, scheme.length() - 1)).contains(uri.getScheme())
                || uri.getHost() == null
                || !isPort(uri.getPort())
                || uri.getUserInfo() != null
                || uri.getQuery() != null
                || uri.getFragment() != null) {
            problems.add(Complaint.NOT_BASE.of(setting, example));
            return null;
        }
        return uri;
    }

    private static @Nullable URI uri(String value) {
        try {
            URI uri = new URI(value);
            return uri.getScheme() == null ? null : uri;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isPort(int port) {
        return port == -1 || (port >= 1 && port <= 65535);
    }
}
