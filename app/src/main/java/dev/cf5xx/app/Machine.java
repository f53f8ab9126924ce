package dev.cf5xx.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.bot.diagnose.Diagnosis;
import dev.cf5xx.bot.diagnose.Finding;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import dev.cf5xx.bot.understand.Because;
import dev.cf5xx.bot.understand.Reading;
import dev.cf5xx.bot.wording.CheckReport;
import dev.cf5xx.bot.wording.Reader;
import dev.cf5xx.bot.wording.Saying;
import dev.cf5xx.knowledge.Answer;
import dev.cf5xx.knowledge.Audience;
import dev.cf5xx.knowledge.CloudflareRanges;
import dev.cf5xx.knowledge.Fact;
import dev.cf5xx.knowledge.Guide;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.knowledge.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JSON that scripts rely on: codes are strings, what is absent is null. */
final class Machine {
    // Two objects on one line are a mistake, not one object and something to ignore.
    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Machine() {}

    static String write(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All guides. */
    static ArrayNode guides(Knowledge knowledge) {
        ArrayNode array = JSON.createArrayNode();
        knowledge.guides().forEach(guide -> array.add(guide(guide)));
        return array;
    }

    /** One guide. */
    static ObjectNode guide(Guide guide) {
        ObjectNode node = JSON.createObjectNode().put("code", guide.code());
        node.set("title", text(guide.title()));
        node.put("fault", guide.fault().tag());
        ArrayNode facts = node.putArray("facts");
        guide.facts().forEach(fact -> facts.add(fact(fact)));
        return node;
    }

    private static ObjectNode fact(Fact fact) {
        ObjectNode node = JSON.createObjectNode()
                .put("id", fact.id())
                .put("type", fact.type().tag())
                .put("audience", fact.audience().tag())
                .put("variant", fact.variant());
        node.set("text", text(fact.text()));
        strings(node.putArray("value"), fact.value());
        node.put("url", fact.url());
        ArrayNode commands = node.putArray("commands");
        fact.commands()
                .forEach(command -> commands.addObject().put("on", command.on()).put("run", command.run()));
        if (fact.risk() == null) {
            node.putNull("risk");
        } else {
            ObjectNode risk = node.putObject("risk");
            risk.set("risk", text(fact.risk().risk()));
            risk.set("back", text(fact.risk().back()));
            risk.set("safer", text(fact.risk().safer()));
        }
        strings(node.putArray("supersedes"), fact.supersedes());
        node.putObject("source")
                .put(
                        "section",
                        fact.source().section() == null
                                ? fact.source().title()
                                : fact.source().section())
                .put("as_of", fact.source().asOf())
                .put("url", fact.source().url());
        return node;
    }

    /**
     * What a message means.
     *
     * @param id the row's id, or null
     * @param answer the answer as Markdown, or null for silence
     */
    static ObjectNode reading(
            @Nullable JsonNode id, Reading reading, Knowledge knowledge, Lang lang, @Nullable String answer) {
        ObjectNode node = JSON.createObjectNode();
        node.set("id", id);
        node.put("kind", reading.kind().tag());
        strings(node.putArray("codes"), reading.codes());
        node.put("explicit", reading.explicit());
        node.put("confidence", reading.confidence());
        node.put("topic", reading.topic());
        node.put(
                "artefact",
                reading.pasted().isEmpty() ? null : reading.pasted().get(0).tag());
        strings(node.putArray("urls"), reading.urls());
        strings(node.putArray("facts"), facts(reading, knowledge));
        node.put("lang", lang.tag());
        node.put("answer", answer);
        return node;
    }

    /** With why the message is taken to be about its codes. */
    static ObjectNode why(ObjectNode reading, Reading read) {
        strings(reading.putArray("topics"), read.topics());
        ArrayNode why = reading.putArray("why");
        for (Because because : read.because()) {
            ObjectNode one = why.addObject()
                    .put("code", because.code())
                    .put("rule", because.rule())
                    .put("score", because.score());
            strings(one.putArray("words"), because.words());
        }
        return reading;
    }

    /** The facts of the answers to the codes: those the question asks for, then the others in the order they are shown. */
    private static Set<String> facts(Reading reading, Knowledge knowledge) {
        Set<String> ids = new LinkedHashSet<>();
        for (String code : reading.codes()) {
            knowledge.guide(code).ifPresent(guide -> {
                Answer answer = guide.answer();
                Stream.concat(askedFor(answer, reading.topic()).stream(), answer.inOrder().stream())
                        .forEach(fact -> ids.add(fact.id()));
            });
        }
        return ids;
    }

    private static List<Fact> askedFor(Answer answer, String topic) {
        return switch (topic) {
            case "who-is-at-fault" -> List.of(answer.fault());
            case "cause" -> answer.causes();
            case "fix" -> answer.steps();
            case "timeout-number" -> answer.numbers();
            case "what-to-send-support" -> answer.collect();
            default -> List.of();
        };
    }

    /** Rules for a tool, with what they were made of. */
    static ObjectNode rules(String tool, CloudflareRanges ranges, List<Integer> ports, boolean only, String text) {
        ObjectNode node = JSON.createObjectNode().put("for", tool).put("as_of", ranges.asOf());
        ports.forEach(node.putArray("ports")::add);
        node.put("only", only);
        strings(node.putArray("ranges"), ranges.all());
        return node.put("rules", text);
    }

    /**
     * What a check found.
     *
     * @param id the row's id; absent where it is null
     */
    static ObjectNode report(@Nullable JsonNode id, Report report, Knowledge knowledge, Lang lang) {
        CheckReport words = new CheckReport(knowledge);
        ObjectNode node = JSON.createObjectNode();
        if (id != null) {
            node.set("id", id);
        }
        ObjectNode seen = JSON.valueToTree(report);
        node.set("url", seen.get("url"));
        boolean allowed = !leadsInside(report);
        node.putObject("policy")
                .put("allowed", allowed)
                .put("reason", allowed ? null : Refusal.Reason.SPECIAL_ADDRESS.tag());
        node.setAll(seen);
        for (JsonNode origin : node.withArray("origins")) {
            origin.get("by_ssl_mode").properties().forEach(mode -> {
                ObjectNode outlook = (ObjectNode) mode.getValue();
                List<String> reasons = new ArrayList<>();
                outlook.get("reasons").forEach(reason -> reasons.add(label(words, reason.asText(), lang)));
                outlook.put("reason", String.join(Saying.CLAUSE_SEPARATOR.in(lang), reasons));
            });
        }
        ArrayNode diagnoses = node.putArray("diagnoses");
        Reader reader = new Reader(lang, report.host(), Set.of());
        CheckReport.View view = new CheckReport.View(Audience.SITE_OWNER, true);
        for (Diagnosis diagnosis : report.diagnoses()) {
            CheckReport.Told told = words.tell(report, diagnosis, reader, view);
            ObjectNode one = diagnoses
                    .addObject()
                    .put("code", diagnosis.code())
                    .put("finding", diagnosis.finding().id())
                    .put("says", told.says());
            strings(one.putArray("facts"), told.facts());
            one.put("fault", diagnosis.fault().tag())
                    .put("confidence", diagnosis.confidence())
                    .put("certain", diagnosis.certain())
                    .put("origin", diagnosis.origin());
            strings(one.putArray("evidence"), told.evidence());
            ArrayNode next = one.putArray("next");
            told.next().forEach(step -> {
                ObjectNode does =
                        next.addObject().put("audience", step.audience().tag()).put("text", step.text());
                strings(does.putArray("commands"), step.commands());
            });
        }
        return node;
    }

    /** Whether it turned out, after its name was looked up, that the site must not be connected to. */
    static boolean leadsInside(Report report) {
        return report.diagnoses().get(0).finding() == Finding.PRIVATE_ADDRESS;
    }

    private static String label(CheckReport words, String finding, Lang lang) {
        return Arrays.stream(Finding.values())
                .filter(it -> it.id().equals(finding) || it.name().equals(finding))
                .findFirst()
                .map(it -> words.label(it, lang))
                .orElse(finding);
    }

    /** What is not looked at. */
    static ObjectNode refused(@Nullable JsonNode id, String url, Refusal refusal) {
        ObjectNode node = JSON.createObjectNode();
        if (id != null) {
            node.set("id", id);
        }
        node.put("url", SiteUrl.read(url) instanceof SiteUrl site ? site.shown() : null);
        node.putObject("policy")
                .put("allowed", false)
                .put("reason", refusal.reason().tag());
        for (String nothing : List.of(
                "vantage",
                "behind_cloudflare",
                "status",
                "code",
                "subcode",
                "source",
                "ray",
                "colo",
                "phases",
                "dns",
                "tls",
                "trace")) {
            node.putNull(nothing);
        }
        node.putArray("origins");
        node.putArray("diagnoses");
        return node.putNull("checked_at");
    }

    static ObjectNode error(@Nullable JsonNode id, String code, String message) {
        ObjectNode node = JSON.createObjectNode();
        node.set("id", id);
        node.putObject("error").put("code", code).put("message", message);
        return node;
    }

    static ObjectNode text(Text text) {
        return JSON.createObjectNode().put("en", text.en()).put("zh", text.zh());
    }

    private static void strings(ArrayNode array, Iterable<String> strings) {
        strings.forEach(array::add);
    }
}
