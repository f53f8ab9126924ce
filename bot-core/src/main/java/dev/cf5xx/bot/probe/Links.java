package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Lookup;
import dev.cf5xx.bot.target.AddressPolicy;
import dev.cf5xx.bot.target.Admission;
import dev.cf5xx.bot.target.Permit;
import dev.cf5xx.bot.target.SiteUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Follows the links in certificates, whose addresses strangers chose: plain http, each through the policy like any target,
 * over a connection of its own, no redirect.
 */
final class Links implements Fetch {
    private final AddressPolicy policy;
    private final Names names;
    private final Sockets sockets;
    private final ProbeSettings settings;

    Links(AddressPolicy policy, Names names, Sockets sockets, ProbeSettings settings) {
        this.policy = policy;
        this.names = names;
        this.sockets = sockets;
        this.settings = settings;
    }

    @Override
    public Optional<byte[]> get(String url, int most, Deadline deadline) {
        return fetch("GET", url, "", new byte[0], most, deadline);
    }

    @Override
    public Optional<byte[]> post(String url, String type, byte[] body, int most, Deadline deadline) {
        return fetch(
                "POST",
                url,
                "Content-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n",
                body,
                most,
                deadline);
    }

    private Optional<byte[]> fetch(String verb, String url, String headers, byte[] body, int most, Deadline deadline) {
        if (!(SiteUrl.read(url) instanceof SiteUrl site)
                || site.https()
                || policy.judge(site).isPresent()) {
            return Optional.empty();
        }
        Lookup lookup = names.look(site, deadline);
        if (lookup.addresses().isEmpty()
                || !(policy.admit(site, lookup.aliases(), lookup.addresses()) instanceof Admission.Granted granted)) {
            return Optional.empty();
        }
        try (Sockets.OfCheck open = sockets.ofCheck(deadline)) {
            for (Permit permit : granted.permits()) {
                Wire wire = open.dial(permit, deadline.left()).wire();
                if (wire != null) {
                    return talk(wire, request(verb, site, headers, body), most, deadline);
                }
            }
            return Optional.empty();
        }
    }

    private byte[] request(String verb, SiteUrl site, String headers, byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((verb + " " + site.path() + " HTTP/1.1\r\n"
                        + "Host: " + site.authority() + "\r\n"
                        + "User-Agent: " + settings.userAgent() + "\r\n"
                        + headers
                        + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private Optional<byte[]> talk(Wire wire, byte[] request, int most, Deadline deadline) {
        try (wire) {
            Http http = new HttpTalk(settings, most).talk(wire, wire.in(), wire.out(), request, deadline, deadline);
            boolean whole = http.answered() && http.status() == 200 && http.bodyEnd() == Http.BodyEnd.COMPLETE;
            return whole ? Optional.of(http.body().toArray()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
