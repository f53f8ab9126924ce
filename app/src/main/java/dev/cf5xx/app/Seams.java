package dev.cf5xx.app;

import dev.cf5xx.bot.evidence.Bytes;
import dev.cf5xx.bot.probe.Roots;
import dev.cf5xx.bot.target.AddressPolicy;
import dev.cf5xx.bot.target.Given;
import dev.cf5xx.bot.target.Networks;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What operators and tests may change about looking at sites: options, each also an environment variable. */
final class Seams {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)\\s*(ms|s|m)?");

    private static final Pattern NAME_SERVER = Pattern.compile(
            "(?:\\[([0-9A-Fa-f:.]{2,45})]|([0-9.]{7,15}|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*))(?::(\\d{1,5}))?");

    private final Cli cli;
    private boolean alone;

    @Option(names = "--allow-network", paramLabel = "CIDR")
    private List<String> allowNetwork = new ArrayList<>();

    @Option(names = "--cloudflare-network", paramLabel = "CIDR")
    private List<String> cloudflareNetwork = new ArrayList<>();

    @Option(names = "--resolve", paramLabel = "NAME:PORT:ADDR")
    private List<String> resolve = new ArrayList<>();

    @Option(names = "--dns", paramLabel = "IP[:PORT]")
    private @Nullable String dns;

    @Option(names = "--cacert", paramLabel = "FILE")
    private @Nullable String cacert;

    @Option(names = "--connect-timeout", paramLabel = "TIME")
    private @Nullable String connectTimeout;

    @Option(names = "--origin-timeout", paramLabel = "TIME")
    private @Nullable String originTimeout;

    @Option(names = "--max-time", paramLabel = "TIME")
    private @Nullable String maxTime;

    /** Seams around {@code cli}. */
    Seams(Cli cli) {
        this.cli = cli;
    }

    /**
     * Seams into a world of its own, which Cloudflare's real network has no say in.
     *
     * @param options as on the command line, each option followed by its value
     */
    static Seams into(Cli cli, List<String> options) {
        Seams seams = new Seams(cli);
        CommandLine.populateCommand(seams, options.toArray(String[]::new));
        seams.alone = true;
        return seams;
    }

    /** Whether what is looked at is a world of its own, where nobody has to be spared. */
    boolean alone() {
        return alone;
    }

    /** Everything that cannot be used, in the person's language: what is wrong, and an example of what is right. */
    List<String> problems() {
        List<Supplier<?>> all = List.of(
                () -> networks("--allow-network", allowNetwork),
                this::edge,
                this::given,
                this::nameServers,
                this::roots,
                this::connectTimeout,
                this::originTimeout,
                this::maxTime,
                () -> Optional.ofNullable(base("CF5XX_STATUS_URL", Looking.STATUS)),
                () -> Optional.ofNullable(base("CF5XX_RANGES_URL", Looking.RANGES)),
                () -> cli.around().clock());
        List<String> problems = new ArrayList<>();
        for (Supplier<?> one : all) {
            try {
                var unused = one.get();
            } catch (BadInput e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return problems;
    }

    /** What may be looked at. */
    AddressPolicy policy() {
        return new AddressPolicy(networks("--allow-network", allowNetwork), given(), Seams::ownAddresses);
    }

    /** What counts as Cloudflare's edge, besides Cloudflare's own ranges. */
    Networks edge() {
        return networks("--cloudflare-network", cloudflareNetwork);
    }

    private Networks networks(String option, List<String> written) {
        try {
            return Networks.of(list(option, written));
        } catch (IllegalArgumentException e) {
            throw bad(name(option, !written.isEmpty()), String.join(",", list(option, written)), "192.0.2.0/24");
        }
    }

    private List<Given> given() {
        return list("--resolve", resolve).stream()
                .map(written -> Given.read(written)
                        .orElseThrow(() ->
                                bad(name("--resolve", !resolve.isEmpty()), written, "www.example.com:443:203.0.113.7")))
                .toList();
    }

    private static List<InetAddress> ownAddresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException e) {
            // Loopback and private addresses are refused without the list.
            return List.of();
        }
    }

    /** The name servers to ask; none for the system's. */
    List<InetSocketAddress> nameServers() {
        return value("--dns", dns).stream().map(this::nameServer).toList();
    }

    private InetSocketAddress nameServer(String written) {
        Matcher parts = NAME_SERVER.matcher(written);
        String host = parts.matches() ? (parts.group(1) == null ? parts.group(2) : parts.group(1)) : "";
        int port = parts.matches() && parts.group(3) != null ? Integer.parseInt(parts.group(3)) : 53;
        IPAddress address = host.isEmpty() ? null : new IPAddressString(host).getAddress();
        if (address == null || address.isMultiple() || port < 1 || port > 65535) {
            throw bad(name("--dns", dns != null), written, "9.9.9.9:53");
        }
        return new InetSocketAddress(address.toInetAddress(), port);
    }

    /** Roots to trust besides Java's own, as DER. */
    List<Bytes> roots() {
        Optional<String> file = value("--cacert", cacert);
        if (file.isEmpty()) {
            return List.of();
        }
        try (Reader pem = Files.newBufferedReader(Path.of(file.get()))) {
            List<Bytes> roots = Roots.inPem(pem);
            if (!roots.isEmpty()) {
                return roots;
            }
        } catch (IOException | InvalidPathException e) {
            throw new BadInput(Message.NO_ROOTS.in(cli.lang(), file.get()));
        }
        throw new BadInput(Message.NO_ROOTS.in(cli.lang(), file.get()));
    }

    Optional<Duration> connectTimeout() {
        return duration("--connect-timeout", connectTimeout);
    }

    Optional<Duration> originTimeout() {
        return duration("--origin-timeout", originTimeout);
    }

    Optional<Duration> maxTime() {
        return duration("--max-time", maxTime);
    }

    /**
     * Where something of Cloudflare's is published: a variable that only tests, and operators with a mirror, set.
     *
     * @return null where it is {@code off}
     */
    @Nullable
    HttpUrl base(String variable, String usual) {
        String written = environment(variable).orElse(usual);
        if (alone || written.equals("off")) {
            return null;
        }
        HttpUrl url = HttpUrl.parse(written);
        if (url == null) {
            throw bad(variable, written, usual);
        }
        return url;
    }

    private Optional<Duration> duration(String option, @Nullable String written) {
        return value(option, written).map(value -> {
            Matcher match = DURATION.matcher(value);
            double amount = match.matches() ? Double.parseDouble(match.group(1)) : 0;
            if (amount <= 0) {
                throw bad(name(option, written != null), value, "19s");
            }
            String unit = match.group(2);
            double seconds = unit == null || unit.equals("s") ? amount : unit.equals("m") ? amount * 60 : amount / 1000;
            return Duration.ofMillis(Math.round(seconds * 1000));
        });
    }

    /** What to correct: the option, or the variable that stands for it. */
    private static String name(String option, boolean typed) {
        return typed ? option : variable(option);
    }

    private BadInput bad(String name, String value, String example) {
        Message message = name.startsWith("--") ? Message.BAD_EXAMPLE : Message.BAD_VARIABLE;
        return new BadInput(message.in(cli.lang(), name, value, example));
    }

    private Optional<String> value(String option, @Nullable String given) {
        return given == null ? environment(variable(option)) : Optional.of(given);
    }

    private List<String> list(String option, List<String> given) {
        return given.isEmpty() ? environment(variable(option)).map(Seams::split).orElse(List.of()) : List.copyOf(given);
    }

    private static List<String> split(String value) {
        return Pattern.compile("[,\\s]+")
                .splitAsStream(value)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private Optional<String> environment(String variable) {
        return Optional.ofNullable(cli.around().environment().get(variable)).filter(value -> !value.isBlank());
    }

    /** {@code --allow-network} is {@code CF5XX_ALLOW_NETWORK}. */
    private static String variable(String option) {
        return "CF5XX_" + option.substring(2).toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    }
}
