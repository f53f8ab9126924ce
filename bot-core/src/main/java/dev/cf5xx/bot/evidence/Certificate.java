package dev.cf5xx.bot.evidence;

import java.time.Instant;
import java.util.List;

/**
 * A certificate, read leniently: also one that Java's own reader refuses.
 *
 * @param subject the subject's distinguished name, maybe empty; a stranger wrote it
 * @param issuer the issuer's distinguished name
 * @param names the subject alternative names that are DNS names or IP addresses
 * @param commonName the subject's common name, or empty
 * @param from not valid before
 * @param until not valid after
 * @param serial in hexadecimal
 * @param key e.g. {@code RSA 2048}, {@code EC 256}
 * @param signature e.g. {@code SHA256withRSA}
 * @param der its bytes
 */
public record Certificate(
        String subject,
        String issuer,
        List<String> names,
        String commonName,
        Instant from,
        Instant until,
        String serial,
        String key,
        String signature,
        Bytes der) {}
