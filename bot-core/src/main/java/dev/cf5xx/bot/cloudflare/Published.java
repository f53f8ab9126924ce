package dev.cf5xx.bot.cloudflare;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/** Reads small public documents. */
final class Published {
    /** A page that takes longer is not waited for: nobody's answer depends on it. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final OkHttpClient http = new OkHttpClient.Builder()
            .callTimeout(PATIENCE)
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .build();

    /** The text at {@code url}; empty where it does not come, is no success, or is larger than {@code most} bytes. */
    Optional<String> read(HttpUrl url, long most) {
        Request request = new Request.Builder()
                .url(url)
                .header("Accept", "application/json, text/plain")
                .header("User-Agent", "cf5xx")
                .build();
        try (Response response = http.newCall(request).execute()) {
            ResponseBody body = response.body();
            if (!response.isSuccessful()) {
                return Optional.empty();
            }
            BufferedSource source = body.source();
            return source.request(most + 1)
                    ? Optional.empty()
                    : Optional.of(source.getBuffer().clone().readUtf8());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
