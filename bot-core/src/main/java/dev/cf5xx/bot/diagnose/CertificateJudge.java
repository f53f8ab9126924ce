package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.Certificate;
import dev.cf5xx.bot.evidence.Chain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Full (strict) makes of a chain, and what else is worth a word about it. */
final class CertificateJudge {
    private CertificateJudge() {}

    /** Why Full (strict) refuses {@code chain}; empty where it accepts it. */
    static Optional<Cause> refusal(Chain chain, String host) {
        Map<Finding, Cause> causes = new LinkedHashMap<>();
        for (Chain.Flaw flaw : chain.flaws()) {
            Certificate certificate = certificate(chain, flaw.at());
            if (certificate != null) {
                causes.putIfAbsent(finding(flaw), cause(chain, flaw, certificate, host));
            }
        }
        List<Cause> all = List.copyOf(causes.values());
        if (all.size() < 2) {
            return all.stream().findFirst();
        }
        String flaws = String.join(", ", tags(chain));
        List<Observed> lines = new ArrayList<>();
        all.forEach(cause -> lines.addAll(cause.evidence().subList(0, 1)));
        return Optional.of(Cause.of(
                        Finding.CERTIFICATE_SEVERAL_FLAWS,
                        "flaws",
                        flaws,
                        "subject",
                        Shown.subject(chain.certificates().get(0)))
                .madeOf(List.copyOf(causes.keySet()))
                .with(lines));
    }

    /** What else is worth a word: nothing of it makes Full (strict) refuse. */
    static List<Cause> remarks(Chain chain) {
        List<Cause> remarks = new ArrayList<>();
        Certificate own = certificate(chain, 0);
        if (own == null) {
            return remarks;
        }
        if (chain.remarks().contains(Chain.Remark.EXPIRES_SOON)) {
            Certificate soonest = chain.certificates().stream()
                    .min(Comparator.comparing(Certificate::until))
                    .orElse(own);
            remarks.add(Cause.of(
                            Finding.CERTIFICATE_EXPIRES_SOON,
                            "date",
                            soonest.until().toString(),
                            "subject",
                            Shown.subject(soonest))
                    .with(Lines.validity(soonest)));
        }
        boolean ownAuthority = chain.remarks().contains(Chain.Remark.ORIGIN_CA);
        if (ownAuthority || chain.remarks().contains(Chain.Remark.CN_ONLY)) {
            remarks.add(Cause.of(Finding.CERTIFICATE_FOR_CLOUDFLARE_ONLY, "issuer", Shown.issuer(own))
                    .with(Lines.issuer(own), Lines.names(own)));
        }
        if (isDoubtful(chain)) {
            // What Cloudflare does with SHA-1 or a short RSA key is not documented.
            remarks.add(weak(own).sure(false, 0.4));
        }
        return remarks;
    }

    /** Whether Full (strict) may refuse what nothing is wrong with otherwise. */
    static boolean isDoubtful(Chain chain) {
        return chain.remarks().contains(Chain.Remark.WEAK_SIGNATURE);
    }

    private static Cause weak(Certificate certificate) {
        return Cause.of(
                        Finding.CERTIFICATE_WEAK,
                        "subject",
                        Shown.subject(certificate),
                        "signature",
                        algorithms(certificate))
                .with(signature(certificate), Lines.issuer(certificate));
    }

    private static String algorithms(Certificate certificate) {
        return Shown.line(certificate.signature() + ", " + certificate.key());
    }

    /** What is wrong, by the names of machine output, each once. */
    static List<String> tags(Chain chain) {
        return chain.flaws().stream()
                .map(flaw -> flaw.kind() == Chain.Flaw.Kind.EXPIRED && flaw.at() > 0
                        ? "intermediate-expired"
                        : Shown.tag(flaw.kind()))
                .distinct()
                .toList();
    }

    private static @Nullable Certificate certificate(Chain chain, int at) {
        List<Certificate> all = chain.certificates();
        return all.isEmpty() ? null : all.get(Math.max(0, Math.min(at, all.size() - 1)));
    }

    private static Finding finding(Chain.Flaw flaw) {
        return switch (flaw.kind()) {
            case EXPIRED -> flaw.at() > 0 ? Finding.INTERMEDIATE_EXPIRED : Finding.CERTIFICATE_EXPIRED;
            case NOT_YET_VALID -> Finding.CERTIFICATE_NOT_YET_VALID;
            case SELF_SIGNED -> Finding.CERTIFICATE_SELF_SIGNED;
            case UNKNOWN_ISSUER -> Finding.CERTIFICATE_UNKNOWN_ISSUER;
            case CHAIN_INCOMPLETE -> Finding.CERTIFICATE_CHAIN_INCOMPLETE;
            case NAME_MISMATCH -> Finding.CERTIFICATE_NAME_MISMATCH;
            case REVOKED -> Finding.CERTIFICATE_REVOKED;
            case ISSUER_NOT_CA -> Finding.CERTIFICATE_ISSUER_NOT_CA;
            case NAME_CONSTRAINT -> Finding.CERTIFICATE_NAME_CONSTRAINT;
            case NOT_FOR_SERVERS -> Finding.CERTIFICATE_NOT_FOR_SERVERS;
            case BAD_SIGNATURE -> Finding.CERTIFICATE_BAD_SIGNATURE;
            case WEAK -> Finding.CERTIFICATE_WEAK;
        };
    }

    private static Cause cause(Chain chain, Chain.Flaw flaw, Certificate certificate, String host) {
        Cause cause = Cause.of(
                finding(flaw),
                "subject",
                Shown.subject(certificate),
                "issuer",
                Shown.issuer(certificate),
                "date",
                (flaw.kind() == Chain.Flaw.Kind.NOT_YET_VALID ? certificate.from() : certificate.until()).toString(),
                "host",
                host,
                "names",
                Shown.names(certificate),
                "by",
                Shown.tag(chain.revocation().by()),
                "signature",
                algorithms(certificate));
        return switch (flaw.kind()) {
            case EXPIRED, NOT_YET_VALID -> cause.with(Lines.validity(certificate), Lines.issuer(certificate));
            case SELF_SIGNED, UNKNOWN_ISSUER -> cause.with(Lines.issuer(certificate), Lines.chain(chain));
            case CHAIN_INCOMPLETE -> cause.with(Lines.chain(chain), Lines.issuer(certificate));
            case NAME_MISMATCH -> cause.with(Lines.names(certificate), Lines.issuer(certificate));
            case REVOKED -> cause.with(Lines.revocation(chain), Lines.issuer(certificate));
            case WEAK -> weak(certificate);
            case BAD_SIGNATURE -> cause.with(signature(certificate), Lines.issuer(certificate));
            case ISSUER_NOT_CA, NAME_CONSTRAINT, NOT_FOR_SERVERS ->
                cause.with(Lines.issuer(certificate), Lines.names(certificate));
        };
    }

    private static Observed signature(Certificate certificate) {
        return Lines.line(
                Observation.CERTIFICATE_SIGNATURE,
                "subject",
                Shown.subject(certificate),
                "signature",
                algorithms(certificate));
    }
}
