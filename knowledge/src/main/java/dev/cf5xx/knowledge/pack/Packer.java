package dev.cf5xx.knowledge.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.cf5xx.knowledge.Knowledge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Checks the YAML of one folder and writes it as JSON: {@code guide-CODE.json} for every code, {@code index.json},
 * {@code words.json}, {@code signs.json} and {@code findings.json}.
 *
 * <p>The shape of a file is checked by the schema beside it, what it says by {@link Checks}.
 */
public final class Packer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final Path in;
    private final Path out;
    private final Map<String, JsonNode> sources = new TreeMap<>();
    private final Set<String> codes = new java.util.HashSet<>();
    private final List<String> problems = new ArrayList<>();

    private Packer(Path in, Path out) {
        this.in = in;
        this.out = out;
    }

    /** Arguments: the folder with the YAML and the folder for the JSON. */
    public static void main(String[] args) throws IOException {
        new Packer(Path.of(args[0]), Path.of(args[1])).pack();
    }

    private void pack() throws IOException {
        Files.createDirectories(out);
        JsonSchema schema = schema("guide.schema.json");
        List<ObjectNode> guides = new ArrayList<>();
        yaml(in.resolve("sources.yaml")).properties().forEach(e -> sources.put(e.getKey(), e.getValue()));
        for (Path file : files()) {
            JsonNode root = yaml(file);
            for (JsonNode guide : root.isArray() ? root : List.of(root)) {
                Set<com.networknt.schema.ValidationMessage> wrong = schema.validate(guide);
                wrong.forEach(message -> problems.add(file.getFileName() + " "
                        + near(guide, message.getInstanceLocation().toString()) + message));
                if (wrong.isEmpty()) {
                    guides.addAll(expand(file.getFileName().toString(), guide));
                }
            }
        }
        JsonNode findings = yaml(in.resolve("findings.yaml"));
        schema("findings.schema.json").validate(findings).forEach(message -> problems.add("findings.yaml " + message));
        JsonNode apart = yaml(in.resolve("apart.yaml"));
        schema("apart.schema.json").validate(apart).forEach(message -> problems.add("apart.yaml " + message));
        JsonNode signs = yaml(in.resolve("signs.yaml"));
        schema("signs.schema.json").validate(signs).forEach(message -> problems.add("signs.yaml " + message));
        stopOnProblems();
        write(guides, findings);
        Files.write(out.resolve("signs.json"), JSON.writeValueAsBytes(signs));
        Files.write(out.resolve("apart.json"), JSON.writeValueAsBytes(apart));
        problems.addAll(Checks.of(Knowledge.in(out)));
        stopOnProblems();
    }

    private JsonSchema schema(String name) throws IOException {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(JSON.readTree(in.resolve(name).toFile()));
    }

    private static JsonNode yaml(Path file) throws IOException {
        try {
            return YAML.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(file.getFileName() + " is no YAML: " + e.getMessage(), e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> file.toString().endsWith(".yaml")
                            && !file.endsWith("sources.yaml")
                            && !file.endsWith("findings.yaml")
                            && !file.endsWith("words.yaml")
                            && !file.endsWith("apart.yaml")
                            && !file.endsWith("signs.yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** One object per code of a file, with sources and phrases in the form that ships. */
    private List<ObjectNode> expand(String file, JsonNode guide) {
        Map<String, JsonNode> known = new TreeMap<>(sources);
        guide.path("sources").properties().forEach(e -> known.put(e.getKey(), e.getValue()));
        List<ObjectNode> expanded = new ArrayList<>();
        guide.get("codes").properties().forEach(code -> {
            ObjectNode one = JSON.createObjectNode().put("code", code.getKey());
            one.setAll((ObjectNode) code.getValue().deepCopy());
            one.set("fault", guide.get("fault"));
            copy(guide, one, "variants");
            ArrayNode phrases = one.putArray("phrases");
            guide.path("phrases").forEach(list -> list.forEach(phrases::add));
            ArrayNode facts = JSON.createArrayNode();
            if (!codes.add(code.getKey())) {
                problems.add(file + " " + code.getKey() + ": this code has a guide already");
            }
            Set<String> left = new java.util.HashSet<>();
            Set<String> ids = new java.util.HashSet<>();
            for (JsonNode fact : guide.get("facts")) {
                ids.add(fact.get("id").asText());
                if (fact.has("only") && !contains(fact.get("only"), code.getKey())) {
                    left.add(fact.get("id").asText());
                    continue;
                }
                facts.add(fact(file, fact, known));
            }
            ObjectNode answer = one.putObject("answer");
            guide.get("answer").properties().forEach(part -> {
                ArrayNode shown = answer.putArray(part.getKey());
                part.getValue().forEach(id -> {
                    if (!ids.contains(id.asText())) {
                        problems.add(file + " answer names the unknown fact " + id.asText());
                    } else if (!left.contains(id.asText())) {
                        shown.add(id);
                    }
                });
            });
            one.set("facts", facts);
            expanded.add(one);
        });
        return expanded;
    }

    private ObjectNode fact(String file, JsonNode fact, Map<String, JsonNode> known) {
        ObjectNode it = fact.deepCopy();
        it.remove(List.of("from", "section", "source_url", "only"));
        JsonNode source = known.get(fact.get("from").asText());
        if (source == null) {
            problems.add(file + " " + fact.get("id").asText() + ": no source is called " + fact.get("from"));
            return it;
        }
        ObjectNode where = it.putObject("source");
        where.setAll((ObjectNode) source.deepCopy());
        copy(fact, where, "section");
        if (fact.has("source_url")) {
            where.set("url", fact.get("source_url"));
        }
        return it;
    }

    private void write(List<ObjectNode> guides, JsonNode findings) throws IOException {
        Files.copy(
                in.resolve("cloudflare-ips.txt"),
                out.resolve("cloudflare-ips.txt"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        guides.sort(java.util.Comparator.comparingInt(Packer::order)
                .thenComparing(guide -> guide.get("code").asText()));
        ArrayNode index = JSON.createArrayNode();
        for (ObjectNode guide : guides) {
            ObjectNode entry = index.addObject();
            List.of("code", "title", "page", "phrases").forEach(name -> copy(guide, entry, name));
            ArrayNode signatures = entry.putArray("signatures");
            if (Character.isDigit(guide.get("code").asText().charAt(2))) {
                guide.get("facts").forEach(fact -> fact.path("pattern").forEach(signatures::add));
            }
            Files.write(out.resolve("guide-" + guide.get("code").asText() + ".json"), JSON.writeValueAsBytes(guide));
        }
        Files.write(out.resolve("words.json"), JSON.writeValueAsBytes(yaml(in.resolve("words.yaml"))));
        Files.write(out.resolve("findings.json"), JSON.writeValueAsBytes(findings));
        Files.write(out.resolve("index.json"), JSON.writeValueAsBytes(index));
    }

    private static int order(ObjectNode guide) {
        String code = guide.get("code").asText();
        return switch (code) {
            case "overview" -> 0;
            case "analytics" -> 1;
            case "1xxx" -> 999;
            default -> Integer.parseInt(code);
        };
    }

    private static void copy(JsonNode from, ObjectNode to, String name) {
        if (from.has(name)) {
            to.set(name, from.get(name));
        }
    }

    private static boolean contains(JsonNode list, String value) {
        for (JsonNode item : list) {
            if (item.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }

    /** The id of the fact a complaint is about, so that people need not count list items. */
    private static String near(JsonNode guide, String location) {
        java.util.regex.Matcher at =
                java.util.regex.Pattern.compile("facts\\[(\\d+)]").matcher(location);
        return at.find() ? guide.at("/facts/" + at.group(1) + "/id").asText() + ": " : "";
    }

    private void stopOnProblems() {
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    problems.size() + " problem(s) in the knowledge base:\n  " + String.join("\n  ", problems));
        }
    }
}
