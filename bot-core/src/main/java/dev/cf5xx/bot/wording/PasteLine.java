package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block.Paragraph;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.evidence.Artefact;
import dev.cf5xx.bot.evidence.Page;
import dev.cf5xx.knowledge.Lang;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what was read from what somebody pasted, so that they see it was understood, and can correct it. */
public final class PasteLine {
    private final Lang lang;
    private final List<Span> spans = new ArrayList<>();

    private PasteLine(Lang lang) {
        this.lang = lang;
    }

    /** One line on the pastes of a message, beyond their codes; empty where they say nothing more. */
    public static Optional<Paragraph> of(List<Artefact> pasted, Lang lang) {
        PasteLine line = new PasteLine(lang);
        for (Artefact artefact : pasted) {
            line.read(artefact);
        }
        if (line.spans.isEmpty()) {
            return Optional.empty();
        }
        List<Span> all = new ArrayList<>(List.of(Span.strong(Saying.READ_FROM_PASTE.in(lang) + Saying.COLON.in(lang))));
        all.addAll(line.spans);
        return Optional.of(new Paragraph(all));
    }

    private void read(Artefact artefact) {
        if (artefact instanceof Artefact.ErrorPage page) {
            facts(page.ray(), page.location(), page.host(), page.at());
            if (page.failed() != null) {
                failed(page.failed());
            }
        } else if (artefact instanceof Artefact.Problem problem) {
            facts(problem.ray(), null, problem.host(), problem.at());
        } else if (artefact instanceof Artefact.Headers headers) {
            answer(headers.answer());
        } else if (artefact instanceof Artefact.Curl curl) {
            answer(curl.answer());
            if (curl.exit() != null) {
                say(Saying.PASTED_CURL, Integer.toString(curl.exit()));
            }
        } else if (artefact instanceof Artefact.RayId ray) {
            facts(ray.ray(), ray.colo(), null, ray.at());
        } else if (artefact instanceof Artefact.EdgeTrace trace) {
            facts(null, trace.trace().values().get("colo"), trace.host(), trace.at());
        } else if (artefact instanceof Artefact.Route route) {
            route(route);
        } else if (artefact instanceof Artefact.LogLine log) {
            facts(null, null, log.host(), log.at());
        } else if (artefact instanceof Artefact.Handshake handshake) {
            if (handshake.verifyCode() != null) {
                say(Saying.PASTED_VERIFY, Integer.toString(handshake.verifyCode()));
            }
            if (handshake.expires() != null) {
                item();
                spans.add(Span.words(Saying.PASTED_EXPIRES.in(lang)));
                spans.add(new Span.Moment(handshake.expires()));
            }
        } else if (artefact instanceof Artefact.Har) {
            say(Saying.PASTED_HAR);
        }
    }

    private void answer(Artefact.Answer answer) {
        if (answer.status() != null && answer.status() < 500) {
            // The Ray ID of a request that went well leads nobody anywhere.
            return;
        }
        facts(answer.ray(), answer.colo(), answer.host(), answer.at());
        if (answer.server() != null) {
            say(Saying.PASTED_SERVER, answer.server());
        }
    }

    private void route(Artefact.Route route) {
        say(
                Saying.PASTED_ROUTE,
                route.tool().name().toLowerCase(Locale.ROOT),
                route.stations().size());
        if (route.target() != null) {
            quote(route.target());
        }
    }

    private void facts(@Nullable String ray, @Nullable String colo, @Nullable String host, @Nullable Instant at) {
        if (host != null) {
            quote(host);
        }
        if (ray != null) {
            say(Saying.PASTED_RAY, ray);
        }
        if (colo != null) {
            say(Saying.PASTED_COLO, colo);
        }
        if (at != null) {
            item();
            spans.add(new Span.Moment(at));
        }
    }

    private void failed(Page.Hop hop) {
        say(
                switch (hop) {
                    case BROWSER -> Saying.PASTED_FAILED_BROWSER;
                    case CLOUDFLARE -> Saying.PASTED_FAILED_CLOUDFLARE;
                    case HOST -> Saying.PASTED_FAILED_HOST;
                });
    }

    /** A sentence; what is filled in was pasted, by whomever. */
    private void say(Saying saying, Object... values) {
        item();
        Object[] marks = new Object[values.length];
        Arrays.fill(marks, "\0");
        String[] around = saying.in(lang, marks).split("\0", -1);
        for (int i = 0; i < around.length; i++) {
            if (!around[i].isEmpty()) {
                spans.add(Span.words(around[i]));
            }
            if (i < values.length) {
                spans.add(new Span.Quoted(values[i].toString()));
            }
        }
    }

    private void quote(String text) {
        item();
        spans.add(new Span.Quoted(text));
    }

    private void item() {
        if (!spans.isEmpty()) {
            spans.add(Span.words(" · "));
        }
    }
}
