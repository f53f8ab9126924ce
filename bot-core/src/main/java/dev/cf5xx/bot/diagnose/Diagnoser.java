package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.Chain;
import dev.cf5xx.bot.evidence.EdgeStatus;
import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Hop;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Lookup;
import dev.cf5xx.bot.evidence.OriginSeen;
import dev.cf5xx.bot.evidence.Page;
import dev.cf5xx.bot.evidence.PageReader;
import dev.cf5xx.bot.evidence.Sighting;
import dev.cf5xx.bot.evidence.Tcp;
import dev.cf5xx.bot.evidence.Tls;
import dev.cf5xx.bot.target.OriginAddress;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.knowledge.Fault;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From everything that one check saw to what is broken, whose fault it is and how sure that is. A site behind Cloudflare is
 * judged by what the edge shows, explained by what its origins do where they were looked at; any other site is judged as an
 * origin. What only Cloudflare could tell is never called certain, and an origin that turns strangers away is not called
 * broken. Pure.
 */
public final class Diagnoser {
    /** A first byte that takes longer is called late. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final Sighting sighting;
    private final @Nullable EdgeStatus status;
    private final Hop last;
    private final @Nullable Exchange exchange;
    private final @Nullable Http answer;
    private final @Nullable Page page;
    private final @Nullable Boolean behind;
    private final List<Prospect> prospects;
    private final List<Diagnosis> found = new ArrayList<>();
    private final EdgeLines lines;
    private final OriginsBeside origins;

    private Diagnoser(Sighting sighting, @Nullable EdgeStatus status) {
        this.sighting = sighting;
        this.status = status;
        last = sighting.last();
        exchange = last.exchange();
        answer = Prospect.answered(exchange);
        page = answer == null ? null : machineRead(PageReader.read(answer, last.url()));
        behind = Vicinity.behind(sighting);
        prospects = prospects();
        lines = new EdgeLines(sighting, page, status);
        origins = new OriginsBeside(sighting, page, prospects, lines, found);
    }

    /**
     * What {@code sighting} means.
     *
     * @param status what Cloudflare's status page says of the data centre that answered; null where it was not asked, or
     *     gave no answer
     */
    public static Report diagnose(Sighting sighting, @Nullable EdgeStatus status) {
        Diagnoser diagnoser = new Diagnoser(sighting, status);
        diagnoser.find();
        return new ReportWriter(sighting, diagnoser.page, diagnoser.behind, diagnoser.prospects)
                .report(List.copyOf(diagnoser.found));
    }

    /** A custom error page hides what the same error says to machines. */
    private Page machineRead(Page seen) {
        Http machine = Prospect.answered(sighting.machine());
        boolean hidden = seen.kind() == Page.Kind.CUSTOM_ERROR
                || (seen.kind() == Page.Kind.ERROR && "530".equals(seen.code()) && seen.subcode() == null);
        if (!hidden || machine == null) {
            return seen;
        }
        Page told = PageReader.read(machine, last.url());
        boolean more = told.author() == Page.Author.CLOUDFLARE
                && told.subcode() != null
                && (told.kind() == Page.Kind.ERROR || told.kind() == Page.Kind.CUSTOM_ERROR);
        return more
                ? new Page(
                        seen.kind(),
                        seen.author(),
                        seen.code(),
                        told.subcode(),
                        seen.ray(),
                        seen.colo(),
                        seen.failed(),
                        seen.server(),
                        seen.title())
                : seen;
    }

    /**
     * The origins. A site without Cloudflare is one itself; what answers with Cloudflare's headers is none, though the check
     * may have looked at it as one because its address is not Cloudflare's.
     */
    private List<Prospect> prospects() {
        List<OriginSeen> origins = new ArrayList<>(sighting.origins());
        if (Boolean.TRUE.equals(behind)) {
            origins.removeIf(origin -> !origin.cloudflares() && isSite(origin.address()));
        } else if (Boolean.FALSE.equals(behind)
                && exchange != null
                && origins.stream().noneMatch(origin -> isSite(origin.address()))) {
            origins.add(0, asOrigin(exchange));
        }
        return origins.stream()
                .map(origin -> OriginJudge.judge(origin, last.url()))
                .toList();
    }

    private OriginSeen asOrigin(Exchange contact) {
        boolean https = last.url().https();
        int port = contact.tcp().port();
        return new OriginSeen(
                new OriginAddress(contact.tcp().address(), https ? port : 443, https ? 80 : port),
                false,
                null,
                https ? contact : null,
                null,
                null,
                null,
                https ? null : contact);
    }

    private boolean isSite(OriginAddress origin) {
        return exchange != null
                && exchange.tcp().address().equals(origin.address())
                && exchange.tcp().port() == (last.url().https() ? origin.httpsPort() : origin.httpPort());
    }

    // In order.

    private void find() {
        Refusal stopped = sighting.stopped();
        if (isDnsFailure()) {
            dns();
            origins.all();
        } else if (stopped != null && exchange == null && sighting.hops().size() == 1) {
            refusedAddress(stopped);
        } else if (Boolean.TRUE.equals(behind)) {
            edge();
            Redirects.tell(sighting, lines, prospects, found);
            Tries.tell(sighting, found);
            trouble();
        } else if (exchange != null) {
            direct(exchange);
            Redirects.tell(sighting, lines, prospects, found);
            Tries.tell(sighting, found);
        } else {
            Redirects.tell(sighting, lines, prospects, found);
            origins.all();
        }
        families();
        fakeDns();
        for (Prospect prospect : prospects) {
            if (prospect.seen().cloudflares()) {
                add(Cause.of(Finding.ORIGIN_IS_CLOUDFLARE, "address", prospect.name())
                        .with(Lines.line(Observation.PROXIED_BY_ADDRESS, "address", prospect.name()))
                        .diagnosis(prospect.name()));
            }
            prospect.remarks().forEach(remark -> add(remark.diagnosis(prospect.name())));
        }
        if (Boolean.FALSE.equals(behind) && exchange != null) {
            String address = Shown.address(exchange.tcp().address());
            add(Cause.of(Finding.NOT_PROXIED, "address", address)
                    .with(Lines.line(Observation.NOT_PROXIED, "address", address), Lines.dns(last.lookup()))
                    .with(Lines.aliases(last.lookup()))
                    .diagnosis(null));
        }
        if (found.isEmpty()) {
            add(Cause.of(Finding.EDGE_UNREACHABLE, "address", last.url().host())
                    .uncertain()
                    .with(Lines.dns(last.lookup()))
                    .diagnosis(null));
        }
    }

    private void add(Diagnosis diagnosis) {
        found.add(diagnosis);
    }

    private void lead(Diagnosis diagnosis) {
        found.add(0, diagnosis);
    }

    // DNS.

    private boolean isDnsFailure() {
        return switch (last.lookup().outcome()) {
            case ANSWERED, GIVEN -> false;
            case NXDOMAIN, NO_ADDRESS, SERVFAIL, TIMED_OUT -> true;
        };
    }

    private void dns() {
        Lookup lookup = last.lookup();
        Finding finding =
                switch (lookup.outcome()) {
                    case NXDOMAIN -> Finding.NXDOMAIN;
                    case NO_ADDRESS -> Finding.NO_ADDRESS;
                    case SERVFAIL -> Finding.SERVFAIL;
                    default -> Finding.DNS_TIMED_OUT;
                };
        Cause cause = Cause.of(finding, "name", lookup.name())
                .with(Lines.dns(lookup))
                .with(Lines.aliases(lookup))
                .with(lines.way());
        add((finding == Finding.DNS_TIMED_OUT ? cause.uncertain() : cause).diagnosis(null));
    }

    private void refusedAddress(Refusal stopped) {
        Lookup lookup = last.lookup();
        Optional<InetAddress> fake =
                lookup.addresses().stream().filter(Vicinity::isFake).findFirst();
        if (fake.isPresent()) {
            return; // Told by fakeDns.
        }
        String address = stopped.detail().isEmpty() && !lookup.addresses().isEmpty()
                ? Shown.address(lookup.addresses().get(0))
                : Shown.line(stopped.detail());
        add(Cause.of(Finding.PRIVATE_ADDRESS, "name", lookup.name(), "address", address)
                .with(Lines.dns(lookup))
                .with(Lines.aliases(lookup))
                .diagnosis(null));
    }

    private void fakeDns() {
        Optional<InetAddress> fake =
                last.lookup().addresses().stream().filter(Vicinity::isFake).findFirst();
        if (fake.isPresent() && last.lookup().outcome() == Lookup.Outcome.ANSWERED) {
            Diagnosis diagnosis = Cause.of(
                            Finding.FAKE_DNS, "name", last.lookup().name(), "address", Shown.address(fake.get()))
                    .with(Lines.dns(last.lookup()))
                    .diagnosis(null);
            if (answer == null) {
                lead(diagnosis);
            } else {
                add(diagnosis);
            }
        }
    }

    // Through the edge.

    private void edge() {
        if (exchange == null || !exchange.tcp().connected()) {
            edgeUnreachable();
            origins.all();
            return;
        }
        Tls tls = exchange.tls();
        if (tls != null && !tls.established()) {
            edgeHandshake(tls);
            origins.all();
        } else if (answer == null || page == null) {
            unanswered();
        } else {
            answered(answer, page);
        }
        edgeCertificate(tls);
    }

    private void edgeUnreachable() {
        InetAddress address = exchange != null
                ? exchange.tcp().address()
                : last.lookup().addresses().stream().findFirst().orElse(null);
        Cause cause = Cause.of(
                        Finding.EDGE_UNREACHABLE,
                        "address",
                        address == null ? last.url().host() : Shown.address(address))
                .uncertain();
        for (Tcp tcp : last.families()) {
            cause = cause.with(Lines.tcp(tcp));
        }
        cause = exchange == null ? cause : cause.with(Lines.tcp(exchange.tcp()));
        add(cause.with(Lines.dns(last.lookup())).diagnosis(null));
    }

    private void edgeHandshake(Tls tls) {
        Cause cause;
        if (tls.outcome() == Tls.Outcome.ALERT) {
            Integer alert = tls.alert();
            cause = Cause.of(Finding.EDGE_NO_TLS, "alert", alert == null ? Shown.UNKNOWN : Shown.alert(alert));
        } else {
            cause = ourPath();
        }
        cause = cause.with(Lines.tls(tls)).with(lines.proxied());
        add((exchange == null ? cause : cause.with(Lines.tcp(exchange.tcp()))).diagnosis(null));
    }

    private Cause ourPath() {
        String address = exchange == null
                ? last.url().host()
                : Shown.address(exchange.tcp().address());
        return Cause.of(Finding.OUR_PATH, "address", address).uncertain();
    }

    private void unanswered() {
        Http http = exchange == null ? null : exchange.http();
        if (http != null && http.outcome() == Http.Outcome.SILENT) {
            add(Cause.of(Finding.EDGE_STILL_WAITING, "seconds", Shown.seconds(http.firstByte()))
                    .sure(false, 0.6)
                    .with(Lines.http(http))
                    .with(lines.proxied())
                    .with(lines.trace())
                    .diagnosis(null));
            origins.error("524", false);
            return;
        }
        Cause cause = ourPath();
        if (http != null) {
            cause = cause.with(Lines.http(http));
        }
        if (exchange != null) {
            cause = cause.with(Lines.contact(exchange));
        }
        add(cause.with(lines.proxied()).diagnosis(null));
        origins.all();
    }

    private void answered(Http http, Page shown) {
        String code = shown.code() == null ? Integer.toString(http.status()) : shown.code();
        String status = Integer.toString(http.status());
        switch (shown.kind()) {
            case FINE -> {
                add(fine(http, Finding.EDGE_FINE));
                origins.fine();
            }
            case SAMPLE ->
                add(edgeCause(Finding.SAMPLE_PAGE, http, "code", code).diagnosis(null));
            case CHALLENGE -> {
                add(edgeCause(Finding.CHALLENGED, http, "status", status).diagnosis(null));
                origins.fine();
            }
            case BLOCK -> {
                add(edgeCause(Finding.BLOCKED, http, "status", status).diagnosis(null));
                origins.fine();
            }
            case IMITATION -> {
                add(edgeCause(Finding.IMITATION, http, "status", status, "code", code)
                        .showing(fiveHundred(http), http.status())
                        .diagnosis(null));
                origins.passed(http);
            }
            case ERROR, CUSTOM_ERROR -> edgeError(http, shown, code);
        }
    }

    private Diagnosis fine(Http http, Finding finding) {
        boolean late = http.firstByte().compareTo(LATE) >= 0;
        Cause cause = late
                ? Cause.of(
                        Finding.LATE,
                        "seconds",
                        Shown.seconds(http.firstByte()),
                        "status",
                        Integer.toString(http.status()))
                : Cause.of(finding, "status", Integer.toString(http.status()), "ms", Shown.ms(http.firstByte()));
        cause = cause.with(Lines.http(http)).with(page == null ? Optional.empty() : Lines.ray(page));
        return (exchange == null ? cause : cause.with(Lines.contact(exchange))).diagnosis(null);
    }

    private Cause edgeCause(Finding finding, Http http, String... pairs) {
        return Cause.of(finding, pairs).with(Lines.http(http)).with(lines.page());
    }

    private void edgeError(Http http, Page shown, String code) {
        if (shown.author() != Page.Author.CLOUDFLARE) {
            add(passedThrough(http, shown, code));
            origins.passed(http);
            return;
        } else if (shown.subcode() != null) {
            add(edgeCause(Finding.EDGE_1XXX, http, "code", Integer.toString(http.status()), "subcode", shown.subcode())
                    .by(Thousand.fault(shown.subcode()))
                    .showing(fiveHundred(http), http.status())
                    .diagnosis(null));
            return;
        } else if (code.equals("530")) {
            add(edgeCause(Finding.EDGE_530_UNKNOWN, http).sure(true, 0.8).diagnosis(null));
            return;
        }
        boolean own = shown.failed() == Page.Hop.CLOUDFLARE || shown.failed() == Page.Hop.BROWSER;
        Finding finding = own
                ? Finding.EDGE_ITSELF
                : shown.kind() == Page.Kind.CUSTOM_ERROR ? Finding.EDGE_CUSTOM_PAGE : Finding.EDGE_REPORTS;
        Cause cause = edgeCause(finding, http, "code", code).showing(code, http.status());
        add((shown.failed() == Page.Hop.BROWSER ? cause.by(Fault.VISITOR) : cause).diagnosis(null));
        origins.error(code, own);
    }

    private Diagnosis passedThrough(Http http, Page shown, String code) {
        String server = shown.server() == null ? Shown.UNKNOWN : Shown.line(shown.server());
        Finding finding;
        if (shown.author() == Page.Author.OTHER_PROXY) {
            finding = Finding.OTHER_PROXY;
        } else {
            finding = Thousand.isEdges(code) ? Finding.OWN_52X : Finding.ORIGIN_PASSED_THROUGH;
        }
        return edgeCause(finding, http, "code", code, "server", server)
                .showing(code, http.status())
                .diagnosis(null);
    }

    static @Nullable String fiveHundred(Http http) {
        return http.status() >= 500 ? Integer.toString(http.status()) : null;
    }

    private void edgeCertificate(@Nullable Tls tls) {
        Chain chain = tls == null || !tls.established() ? null : tls.chain();
        if (chain == null || chain.certificates().isEmpty()) {
            return;
        }
        CertificateJudge.refusal(chain, last.url().host())
                .ifPresent(flaw -> add(Cause.of(
                                Finding.EDGE_CERTIFICATE,
                                "flaws",
                                String.join(", ", CertificateJudge.tags(chain)),
                                "subject",
                                Shown.subject(chain.certificates().get(0)))
                        .with(flaw.evidence())
                        .with(lines.proxied())
                        .diagnosis(null)));
    }

    // A site that is not behind Cloudflare.

    private void direct(Exchange contact) {
        Prospect self = prospects.stream()
                .filter(prospect -> isSite(prospect.seen().address()))
                .findFirst()
                .orElseGet(() -> OriginJudge.judge(asOrigin(contact), last.url()));
        List<Cause> causes = self.strictest();
        if (answer != null && page != null && directPage(answer, page, causes)) {
            causes = List.of();
        }
        causes.forEach(cause -> add(cause.diagnosis(self.name())));
        if (found.isEmpty()) {
            if (answer != null) {
                add(fine(answer, Finding.ORIGIN_FINE));
            } else if (contact.tcp().outcome() == Tcp.Outcome.FORBIDDEN_HERE || !self.known()) {
                add(ourPath().with(Lines.contact(contact)).diagnosis(null));
            }
        }
        if (answer != null && self.strictest().isEmpty() && Prospect.clientCertificateMissed(contact)) {
            add(HandshakeJudge.clientCertificate(last.url().host(), null)
                    .showing(null, answer.status())
                    .with(Lines.http(answer))
                    .diagnosis(self.name()));
        }
        origins.known().stream().filter(prospect -> !prospect.equals(self)).forEach(origins::of);
    }

    /** What the page itself tells that a status does not; false for nothing. */
    private boolean directPage(Http http, Page shown, List<Cause> causes) {
        boolean served = causes.isEmpty() || causes.get(0).result() == Outlook.Result.PASSED_THROUGH;
        String code = shown.code() == null ? Integer.toString(http.status()) : shown.code();
        if (!served) {
            return false;
        } else if (shown.kind() == Page.Kind.IMITATION) {
            add(edgeCause(Finding.IMITATION, http, "status", Integer.toString(http.status()), "code", code)
                    .showing(fiveHundred(http), http.status())
                    .diagnosis(null));
            return true;
        } else if (shown.kind() == Page.Kind.SAMPLE) {
            add(edgeCause(Finding.SAMPLE_PAGE, http, "code", code).diagnosis(null));
            return true;
        } else if (shown.kind() == Page.Kind.ERROR && shown.author() == Page.Author.OTHER_PROXY) {
            add(passedThrough(http, shown, code));
            return true;
        }
        return false;
    }

    // Families, the status page.

    /** One address family of a site that answers over the other. */
    private void families() {
        if (!Boolean.FALSE.equals(behind)) {
            return;
        }
        Optional<Tcp> works = last.families().stream().filter(Tcp::connected).findFirst();
        if (works.isEmpty()) {
            return;
        }
        for (Tcp broken : last.families()) {
            String code =
                    switch (broken.outcome()) {
                        case REFUSED -> "521";
                        case TIMED_OUT -> "522";
                        case NO_ROUTE -> "523";
                        case CONNECTED, RESET, FORBIDDEN_HERE -> "";
                    };
            if (!code.isEmpty() && (broken.outcome() == Tcp.Outcome.REFUSED || hasFamily(broken.address()))) {
                Diagnosis family = Cause.of(
                                Finding.FAMILY_BROKEN,
                                "address",
                                Shown.address(broken.address()),
                                "other",
                                Shown.address(works.get().address()))
                        .showing(code, Integer.valueOf(code))
                        .uncertain()
                        .with(Lines.tcp(broken), Lines.tcp(works.get()), Lines.dns(last.lookup()))
                        .diagnosis(null);
                // Where nothing else is wrong, this is what is.
                found.add(!found.isEmpty() && found.get(0).finding() == Finding.ORIGIN_FINE ? 0 : found.size(), family);
            }
        }
    }

    private boolean hasFamily(InetAddress address) {
        return address.getAddress().length == 4
                ? sighting.vantage().ipv4()
                : sighting.vantage().ipv6();
    }

    private void trouble() {
        boolean error = !found.isEmpty() && found.get(0).code() != null;
        if (error
                && status != null
                && status.troubled()
                && status.state() != null
                && lines.statusPage().isPresent()) {
            add(Cause.of(Finding.CLOUDFLARE_TROUBLE, "colo", status.colo(), "status", status.state())
                    .sure(false, 0.4)
                    .with(lines.statusPage())
                    .with(lines.page())
                    .diagnosis(null));
        }
    }
}
