package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The console as {@code chat --script} drives it: a line goes in, lines come out. */
final class ConsoleMouth extends Mouth {
    private final Sites sites;
    private final Path data;
    private String form = "";
    private int events;

    /** A console whose memory is in {@code data}. */
    ConsoleMouth(Sites sites, Path data) {
        this.sites = sites;
        this.data = data;
    }

    @Override
    Turned act(Step step) {
        Act act = did(step);
        boolean addressed = !(step instanceof Step.Says || step instanceof Step.Replies);
        ObjectNode line = Machine.JSON
                .createObjectNode()
                .put("event_id", "e" + ++events)
                .put("thread", step.thread())
                .put("user", "somebody")
                .put("lang", step.chinese() ? "zh" : "en")
                .put("addressed", addressed);
        if (act instanceof Act.Wrote wrote) {
            line.put("text", wrote.text());
        } else if (act instanceof Act.Pressed pressed) {
            line.put("button", pressed.button());
        } else if (act instanceof Act.Submitted submitted) {
            ObjectNode filled = line.putObject("form").put("id", submitted.form());
            filled.set("values", Machine.JSON.valueToTree(submitted.values()));
        }
        List<String> words = new ArrayList<>(List.of("chat", "--script", "-", "--data", data.toString()));
        words.addAll(sites.options());
        Run run = Run.in(
                Map.of("CF5XX_STATUS_URL", "off", "CF5XX_RANGES_URL", "off"),
                line + "\n",
                words.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        List<Answer> answered = new ArrayList<>();
        for (JsonNode out : run.lines()) {
            boolean asks = out.path("op").asText().equals("form");
            if (asks) {
                form = out.path("form").path("id").asText();
            }
            answered.add(new Answer(
                    out.path("op").asText(),
                    asks ? out.path("none") : out.path("blocks"),
                    asks ? out.path("form") : out.path("none")));
        }
        return new Turned(List.of(Recorder.json(Place.THREAD, addressed, act)), answered, List.of());
    }

    private Act did(Step step) {
        if (step instanceof Step.Commands it) {
            return new Act.Wrote(it.text());
        } else if (step instanceof Step.Calls it) {
            return new Act.Wrote(it.text());
        } else if (step instanceof Step.Says it) {
            return new Act.Wrote(it.text());
        } else if (step instanceof Step.Replies it) {
            return new Act.Wrote(it.text());
        } else if (step instanceof Step.Points it) {
            return new Act.Wrote(it.text());
        } else if (step instanceof Step.Whispers it) {
            return new Act.Wrote(it.text());
        } else if (step instanceof Step.Presses it) {
            return new Act.Pressed(button(it));
        } else if (step instanceof Step.Fills it) {
            return new Act.Submitted(form, it.values());
        }
        throw new IllegalArgumentException(step.toString());
    }

    @Override
    public String toString() {
        return "console";
    }

    @Override
    public void close() {}
}
