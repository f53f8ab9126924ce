package dev.cf5xx.app.doctor;

import dev.cf5xx.app.settings.Proxy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a platform is not reached, from what its client throws or what answers in its place.
 *
 * @param id of the finding
 * @param name the platform's
 * @param host where its API is
 * @param status where it says how it is
 * @param proxy by way of which it is asked; null for none
 */
record Unreached(
        String id,
        String name,
        String host,
        String status,
        @Nullable Proxy proxy) {
    private static final int PROXY_WANTS_USER = 407;
    private static final int TOO_MANY = 429;

    /** What OkHttp says where a proxy does not tunnel. */
    private static final Pattern TUNNEL = Pattern.compile("Unexpected response code for CONNECT: (\\d{3})");

    /** What it says where it has no user for one that wants one, or a wrong one. */
    private static final Pattern WHO = Pattern.compile(
            "Failed to authenticate with proxy|Too many tunnel connections attempted.*", Pattern.CASE_INSENSITIVE);

    /** The same by way of a proxy, or not. */
    static Unreached slack(String id, @Nullable URI api, @Nullable Proxy proxy) {
        return new Unreached(id, "Slack", host(api, "slack.com"), "slack-status.com", proxy);
    }

    static Unreached discord(String id, @Nullable URI api, @Nullable Proxy proxy) {
        return new Unreached(id, "Discord", host(api, "discord.com"), "discordstatus.com", proxy);
    }

    private static String host(@Nullable URI api, String usual) {
        return api == null || api.getHost() == null ? usual : api.getHost();
    }

    /** Nothing came. */
    Finding by(IOException e) {
        String message = String.valueOf(e.getMessage());
        Matcher tunnel = TUNNEL.matcher(message);
        if (proxy != null && tunnel.find()) {
            return by(Integer.parseInt(tunnel.group(1)));
        } else if (proxy != null && WHO.matcher(message).find()) {
            return by(PROXY_WANTS_USER);
        } else if (proxy != null && (e instanceof UnknownHostException || isConnecting(e))) {
            return Finding.wrong(id, Remark.NO_PROXY, name, proxy);
        } else if (e instanceof UnknownHostException) {
            return Finding.wrong(id, Remark.NO_NAME, name, host);
        } else if (isConnecting(e)) {
            return Finding.wrong(id, Remark.NO_CONNECTION, name, host);
        } else if (e instanceof InterruptedIOException) {
            return Finding.wrong(id, Remark.NO_ANSWER, name, host);
        } else if (e instanceof SSLException) {
            return Finding.wrong(id, Remark.NO_TRUST, name, host);
        }
        return Finding.wrong(id, Remark.BROKEN_OFF, name, host, e.getClass().getSimpleName());
    }

    private static boolean isConnecting(IOException e) {
        return e instanceof ConnectException
                || e instanceof NoRouteToHostException
                || (e instanceof SocketException
                        && String.valueOf(e.getMessage()).contains("unreachable"))
                || (e instanceof SocketTimeoutException
                        && String.valueOf(e.getMessage())
                                .toLowerCase(java.util.Locale.ROOT)
                                .contains("connect"));
    }

    /** Something came, and it was not the platform's API that answered, or it has no time. */
    Finding by(int http) {
        if (http == TOO_MANY) {
            return Finding.wrong(id, Remark.TOO_MANY, name);
        } else if (http == PROXY_WANTS_USER && proxy != null) {
            return Finding.wrong(id, Remark.PROXY_WANTS_USER, name, proxy);
        } else if (proxy != null && http != 200) {
            return Finding.wrong(id, Remark.PROXY_REFUSES, name, proxy, http);
        } else if (http >= 500) {
            return Finding.wrong(id, Remark.PLATFORM_DOWN, name, http, status);
        }
        return Finding.wrong(id, Remark.NOT_PLATFORM, name, http);
    }
}
