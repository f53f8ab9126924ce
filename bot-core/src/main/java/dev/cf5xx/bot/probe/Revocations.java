package dev.cf5xx.bot.probe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cf5xx.bot.evidence.Bytes;
import dev.cf5xx.bot.evidence.Chain;
import dev.cf5xx.bot.evidence.Chain.Flaw;
import dev.cf5xx.bot.evidence.Chain.Revocation;
import dev.cf5xx.bot.evidence.Chain.Revocation.By;
import dev.cf5xx.bot.evidence.Chain.Revocation.Status;
import dev.cf5xx.bot.evidence.ChainJudge;
import dev.cf5xx.bot.evidence.Judgement;
import dev.cf5xx.bot.evidence.Judgement.Link;
import dev.cf5xx.bot.evidence.Trust;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.jspecify.annotations.Nullable;

/**
 * Judges chains with what their certificates link to: the issuer that was not sent, and whether one was revoked. A stapled
 * answer counts first, then OCSP, then CRLs. What cannot be fetched stays unchecked.
 */
final class Revocations {
    /** For everything that one chain links to. */
    private static final Duration ALL = Duration.ofSeconds(4);

    /** For one link. */
    private static final Duration EACH = Duration.ofSeconds(3);

    /** Addresses of one kind that are tried. */
    private static final int ADDRESSES = 2;

    private static final int LONGEST_ADDRESS = 2048;
    private static final int LARGEST_ANSWER = 64 << 10;
    private static final int LARGEST_LIST = 1 << 20;

    /** Issuers fetched one after the other; a server forgets one, rarely two. */
    private static final int ISSUERS = 3;

    /** Certificates below a root that are looked up: the server's own and what public chains have above it. */
    private static final int LINKS = 3;

    /** One check shakes hands with a server up to a dozen times: what was just fetched, or was not to be had, holds. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Fetch fetch;
    private final Cache<Link, Revocation> standings =
            Caffeine.newBuilder().maximumSize(500).expireAfterWrite(REMEMBERED).build();
    private final Cache<String, List<Bytes>> issuers =
            Caffeine.newBuilder().maximumSize(100).expireAfterWrite(REMEMBERED).build();

    Revocations(Fetch fetch) {
        this.fetch = fetch;
    }

    /** Judges a chain for a host; null where the server's own certificate cannot be read. */
    @Nullable
    Chain judge(List<Bytes> sent, byte @Nullable [] staple, String host, Instant now, Trust trust) {
        Deadline all = Deadline.in(ALL);
        boolean stapled = staple != null;
        List<Bytes> fetched = new ArrayList<>();
        Optional<Judgement> judged = ChainJudge.judge(sent, fetched, host, now, trust, stapled);
        for (int i = 0; i < ISSUERS && judged.isPresent(); i++) {
            List<Bytes> more = issuers(judged.get().issuerAt(), all);
            if (more.isEmpty() || !fetched.addAll(more)) {
                break;
            }
            judged = ChainJudge.judge(sent, fetched, host, now, trust, stapled);
        }
        return judged.map(judgement -> withRevocation(judgement, staple, now, all))
                .orElse(null);
    }

    private Chain withRevocation(Judgement judgement, byte @Nullable [] staple, Instant now, Deadline all) {
        Revocation own = Revocation.UNCHECKED;
        for (Link link :
                judgement.links().subList(0, Math.min(LINKS, judgement.links().size()))) {
            Optional<Revocation> stapled = staple == null || link.at() != 0
                    ? Optional.empty()
                    : Standing.ocsp(staple, link, now).map(status -> new Revocation(status, By.STAPLE));
            Revocation standing = stapled.orElseGet(
                    () -> inDate(judgement, link) ? remembered(link, now, all) : Revocation.UNCHECKED);
            if (standing.status() == Status.REVOKED) {
                return judgement.with(standing, link.at());
            } else if (link.at() == 0) {
                own = standing;
            }
        }
        return judgement.with(own, 0);
    }

    /** Nobody keeps track of certificates out of date. */
    private static boolean inDate(Judgement judgement, Link link) {
        return judgement.chain().flaws().stream()
                .noneMatch(flaw -> flaw.at() == link.at()
                        && (flaw.kind() == Flaw.Kind.EXPIRED || flaw.kind() == Flaw.Kind.NOT_YET_VALID));
    }

    private Revocation remembered(Link link, Instant now, Deadline all) {
        Revocation known = standings.getIfPresent(link);
        if (known == null) {
            known = lookedUp(link, now, all);
            standings.put(link, known);
        }
        return known;
    }

    private Revocation lookedUp(Link link, Instant now, Deadline all) {
        Optional<byte[]> question = Standing.question(link);
        return Stream.<Function<Deadline, Optional<Revocation>>>concat(
                        question.stream()
                                .flatMap(ask -> plain(link.responders())
                                        .map(url -> deadline -> fetch.post(
                                                        url, "application/ocsp-request", ask, LARGEST_ANSWER, deadline)
                                                .flatMap(answer -> Standing.ocsp(answer, link, now))
                                                .map(status -> new Revocation(status, By.OCSP)))),
                        plain(link.lists())
                                .map(url -> deadline -> fetch.get(url, LARGEST_LIST, deadline)
                                        .flatMap(list -> Standing.crl(list, link, now))
                                        .map(status -> new Revocation(status, By.CRL))))
                .filter(ask -> !all.passed())
                .flatMap(ask -> ask.apply(all.orIn(EACH)).stream())
                .findFirst()
                .orElse(Revocation.UNCHECKED);
    }

    private List<Bytes> issuers(Collection<String> urls, Deadline all) {
        return plain(urls)
                .filter(url -> !all.passed())
                .map(url -> issuers(url, all))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<Bytes> issuers(String url, Deadline all) {
        List<Bytes> known = issuers.getIfPresent(url);
        if (known == null) {
            known = fetch.get(url, LARGEST_ANSWER, all.orIn(EACH))
                    .map(Revocations::certificates)
                    .orElse(List.of());
            issuers.put(url, known);
        }
        return known;
    }

    /** One certificate as DER, or several as PKCS #7 (RFC 5280, 4.2.2.1). */
    private static List<Bytes> certificates(byte[] answer) {
        try {
            return List.of(Bytes.of(new X509CertificateHolder(answer).getEncoded()));
        } catch (IOException | RuntimeException noCertificate) {
            try {
                List<Bytes> certificates = new ArrayList<>();
                for (X509CertificateHolder one :
                        new CMSSignedData(answer).getCertificates().getMatches(null)) {
                    certificates.add(Bytes.of(one.getEncoded()));
                }
                return List.copyOf(certificates);
            } catch (CMSException | IOException | RuntimeException neither) {
                return List.of();
            }
        }
    }

    private static Stream<String> plain(Collection<String> urls) {
        return urls.stream()
                .filter(url -> url.length() <= LONGEST_ADDRESS
                        && url.toLowerCase(Locale.ROOT).startsWith("http://"))
                .distinct()
                .limit(ADDRESSES);
    }
}
