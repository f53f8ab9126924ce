package dev.cf5xx.slack;

import com.google.gson.JsonParseException;
import com.slack.api.Slack;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.auth.AuthTestResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Asks Slack what tokens are good for, and does nothing else: no socket is opened, nothing is posted. Each question is one call,
 * and throws {@link IOException} where Slack is not reached.
 */
public final class SlackInquiry implements AutoCloseable {
    private final SlackSettings settings;
    private final OkHttpClient http;
    private final Slack slack;

    /**
     * An inquiry.
     *
     * @param patience how long one call may take
     */
    public SlackInquiry(SlackSettings settings, Duration patience) {
        this.settings = settings;
        this.http = SlackAdapter.http(settings.proxy())
                .newBuilder()
                .callTimeout(patience)
                .build();
        this.slack = SlackAdapter.slack(settings, http);
    }

    /** What came back. */
    public sealed interface Answer {
        /** When Slack says it is; null where it does not say. */
        @Nullable
        Instant date();
    }

    /**
     * Slack takes the token.
     *
     * @param workspace where it is installed; empty where that was not asked
     * @param bot its name there; empty where that was not asked
     * @param missingScopes what it may not do but should; none where Slack does not name its scopes
     */
    public record Accepted(
            String workspace,
            String bot,
            List<String> missingScopes,
            @Nullable Instant date) implements Answer {}

    /** Slack says no. */
    public record Refused(SlackEnd end, @Nullable Instant date) implements Answer {}

    /**
     * That was no answer of Slack's Web API, or that it has no time.
     *
     * @param status of HTTP
     */
    public record Odd(int status, @Nullable Instant date) implements Answer {}

    private interface Call<T> {
        T make() throws IOException, SlackApiException;
    }

    /** Whose the bot's token is ({@code auth.test}). */
    public Answer botToken() throws IOException {
        return ask(() -> slack.methods(settings.botToken()).authTest(request -> request));
    }

    /** Whether the app's token may connect ({@code apps.connections.open}: an address that nobody then connects to). */
    public Answer appToken() throws IOException {
        return ask(() -> slack.methods(settings.appToken()).appsConnectionsOpen(request -> request));
    }

    /** Whether Slack is there at all ({@code api.test}); takes no token. */
    public Answer reach() throws IOException {
        Answer answer = ask(() -> slack.methods().apiTest(request -> request));
        // Whatever it says to that, it is Slack who says it.
        return answer instanceof Refused refused ? new Accepted("", "", List.of(), refused.date()) : answer;
    }

    private static <T extends SlackApiTextResponse> Answer ask(Call<T> call) throws IOException {
        try {
            T response = call.make();
            Instant date = date(response.getHttpResponseHeaders());
            if (!response.isOk()) {
                String error = response.getError() == null ? "unknown_error" : response.getError();
                return new Refused(SlackEnd.of(error), date);
            }
            return response instanceof AuthTestResponse identity
                    ? new Accepted(
                            String.valueOf(identity.getTeam()),
                            String.valueOf(identity.getUser()),
                            Ear.missing(SlackAdapter.granted(identity)),
                            date)
                    : new Accepted("", "", List.of(), date);
        } catch (SlackApiException e) {
            return new Odd(e.getResponse().code(), date(e.getResponse().header("Date")));
        } catch (JsonParseException e) {
            return new Odd(200, null);
        }
    }

    private static @Nullable Instant date(@Nullable Map<String, List<String>> headers) {
        return (headers == null ? Map.<String, List<String>>of() : headers)
                .entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase("date"))
                        .flatMap(header -> header.getValue().stream())
                        .findFirst()
                        .map(SlackInquiry::date)
                        .orElse(null);
    }

    private static @Nullable Instant date(@Nullable String header) {
        try {
            return header == null ? null : DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        try {
            slack.close();
        } catch (Exception e) {
            // It keeps nothing but what is closed above.
        }
    }
}
