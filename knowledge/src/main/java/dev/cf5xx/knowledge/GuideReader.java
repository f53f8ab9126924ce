package dev.cf5xx.knowledge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the packed JSON token by token: data binding would cost a command on a terminal more time than all the rest of
 * its work.
 */
final class GuideReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser in;

    private GuideReader(JsonParser in) {
        this.in = in;
    }

    /** Reads one guide. */
    static Guide guide(InputStream stream) throws IOException {
        try (JsonParser in = JSON.createParser(stream)) {
            in.nextToken();
            return new GuideReader(in).guide();
        }
    }

    /** Reads the index, in its order. */
    static List<Entry> index(InputStream stream) throws IOException {
        try (JsonParser in = JSON.createParser(stream)) {
            in.nextToken();
            GuideReader reader = new GuideReader(in);
            return reader.list(reader::entry);
        }
    }

    /** Reads the vocabulary. */
    static Words words(InputStream stream) throws IOException {
        try (JsonParser in = JSON.createParser(stream)) {
            in.nextToken();
            return new GuideReader(in).words();
        }
    }

    /** Reads what tells codes apart. */
    static List<Distinction> distinctions(InputStream stream) throws IOException {
        try (JsonParser in = JSON.createParser(stream)) {
            in.nextToken();
            GuideReader reader = new GuideReader(in);
            return reader.list(reader::distinction);
        }
    }

    /** Reads what is meant without a number. */
    static Signs signs(InputStream stream) throws IOException {
        try (JsonParser in = JSON.createParser(stream)) {
            in.nextToken();
            return new GuideReader(in).signs();
        }
    }

    /** Reads the words of the remote check. */
    static Findings findings(InputStream stream) throws IOException {
        try (JsonParser in = JSON.createParser(stream)) {
            in.nextToken();
            return new GuideReader(in).findings();
        }
    }

    private Findings findings() throws IOException {
        Map<String, Meaning> meanings = new LinkedHashMap<>();
        Map<String, Text> observations = new LinkedHashMap<>();
        Map<String, Text> terms = new LinkedHashMap<>();
        fields(name -> {
            switch (name) {
                case "findings" -> fields(id -> meanings.put(id, meaning(id)));
                case "observations" -> fields(id -> observations.put(id, text()));
                case "terms" -> fields(id -> terms.put(id, text()));
                default -> in.skipChildren();
            }
        });
        return new Findings(
                Collections.unmodifiableMap(meanings),
                Collections.unmodifiableMap(observations),
                Collections.unmodifiableMap(terms));
    }

    private Meaning meaning(String id) throws IOException {
        var it = new Object() {
            Meaning.@Nullable Place at;

            List<Meaning.Remedy> next = List.of();
            List<String> facts = List.of();
        };
        Map<String, Text> texts = new LinkedHashMap<>();
        fields(name -> {
            switch (name) {
                case "at" -> it.at = Tags.parse(Meaning.Place.class, in.getText());
                case "next" -> it.next = list(this::remedy);
                case "facts" -> it.facts = strings();
                case "label", "path", "says", "why" -> texts.put(name, text());
                default -> in.skipChildren();
            }
        });
        return new Meaning(
                id,
                need(it.at, id),
                need(texts.get("label"), id),
                texts.get("path"),
                need(texts.get("says"), id),
                texts.get("why"),
                it.next,
                it.facts);
    }

    private Meaning.Remedy remedy() throws IOException {
        var it = new Object() {
            @Nullable
            Audience audience;

            List<String> commands = List.of();

            @Nullable
            Risk risk;
        };
        Map<String, String> said = new LinkedHashMap<>();
        fields(name -> {
            switch (name) {
                case "for" -> it.audience = Tags.parse(Audience.class, in.getText());
                case "commands" -> it.commands = strings();
                case "risk" -> it.risk = risk();
                case "en", "zh" -> said.put(name, in.getText());
                default -> in.skipChildren();
            }
        });
        return new Meaning.Remedy(
                need(it.audience, "for"),
                new Text(need(said.get("en"), "en"), need(said.get("zh"), "zh")),
                it.commands,
                it.risk);
    }

    private Words words() throws IOException {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        Map<String, List<String>> topics = new LinkedHashMap<>();
        fields(name -> {
            if (name.equals("topics")) {
                fields(topic -> topics.put(topic, strings()));
            } else {
                lists.put(name, strings());
            }
        });
        return new Words(
                need(lists.get("cloudflare"), "cloudflare"),
                need(lists.get("failure"), "failure"),
                need(lists.get("occurrence"), "occurrence"),
                need(lists.get("quantity"), "quantity"),
                need(lists.get("operations"), "operations"),
                need(lists.get("protocols"), "protocols"),
                need(lists.get("products"), "products"),
                need(lists.get("comparing"), "comparing"),
                need(lists.get("listing"), "listing"),
                topics);
    }

    private Distinction distinction() throws IOException {
        var it = new Object() {
            List<String> codes = List.of();
        };
        Map<String, String> said = new LinkedHashMap<>();
        fields(name -> {
            if (name.equals("codes")) {
                it.codes = strings();
            } else {
                said.put(name, in.getText());
            }
        });
        return new Distinction(it.codes, new Text(need(said.get("en"), "en"), need(said.get("zh"), "zh")));
    }

    private Signs signs() throws IOException {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        Map<Integer, Integer> traditional = new LinkedHashMap<>();
        Map<String, List<String>> concepts = new LinkedHashMap<>();
        List<Signs.Sign> signs = new ArrayList<>();
        fields(name -> {
            switch (name) {
                case "traditional" -> pairs(in.getText(), traditional);
                case "concepts" -> fields(concept -> concepts.put(concept, strings()));
                case "signs" -> signs.addAll(list(this::sign));
                default -> lists.put(name, strings());
            }
        });
        return new Signs(
                need(lists.get("common"), "common"),
                need(lists.get("foreign"), "foreign"),
                need(lists.get("apart"), "apart"),
                need(lists.get("counters"), "counters"),
                traditional,
                concepts,
                signs);
    }

    /** Every other character is what the one before it is read as. */
    private static void pairs(String text, Map<Integer, Integer> into) {
        int[] all = text.codePoints().filter(c -> !Character.isWhitespace(c)).toArray();
        for (int i = 0; i + 1 < all.length; i += 2) {
            into.put(all[i], all[i + 1]);
        }
    }

    private Signs.Sign sign() throws IOException {
        var it = new Object() {
            @Nullable
            String id;

            List<String> codes = List.of();
            List<String> all = List.of();
            int within;
            double score;
        };
        fields(name -> {
            switch (name) {
                case "id" -> it.id = in.getText();
                case "codes" -> it.codes = strings();
                case "all" -> it.all = strings();
                case "within" -> it.within = in.getIntValue();
                case "score" -> it.score = in.getDoubleValue();
                default -> in.skipChildren();
            }
        });
        List<List<String>> all =
                it.all.stream().map(either -> List.of(either.split("\\|", -1))).toList();
        return new Signs.Sign(need(it.id, "id"), it.codes, all, it.within, it.score);
    }

    private Entry entry() throws IOException {
        var it = new Object() {
            @Nullable
            String code;

            @Nullable
            Text title;

            List<String> page = List.of();
            List<String> phrases = List.of();
            List<String> signatures = List.of();
        };
        fields(name -> {
            switch (name) {
                case "code" -> it.code = in.getText();
                case "title" -> it.title = text();
                case "page" -> it.page = strings();
                case "phrases" -> it.phrases = strings();
                case "signatures" -> it.signatures = strings();
                default -> in.skipChildren();
            }
        });
        return new Entry(need(it.code, "code"), need(it.title, "title"), it.page, it.phrases, it.signatures);
    }

    private Guide guide() throws IOException {
        var it = new Object() {
            @Nullable
            String code;

            @Nullable
            Text title;

            List<String> page = List.of();
            Fault fault = Fault.UNKNOWN;
            List<Variant> variants = List.of();
            List<String> phrases = List.of();
            Map<String, List<String>> answer = Map.of();
            List<Fact> facts = List.of();
        };
        fields(name -> {
            switch (name) {
                case "code" -> it.code = in.getText();
                case "title" -> it.title = text();
                case "page" -> it.page = strings();
                case "fault" -> it.fault = Tags.parse(Fault.class, in.getText());
                case "variants" -> it.variants = list(this::variant);
                case "phrases" -> it.phrases = strings();
                case "answer" -> it.answer = answer();
                case "facts" -> it.facts = list(this::fact);
                default -> in.skipChildren();
            }
        });
        String code = need(it.code, "code");
        Answer answer = resolve(code, it.answer, it.facts);
        return new Guide(code, need(it.title, code), it.page, it.fault, it.variants, it.phrases, answer, it.facts);
    }

    private static Answer resolve(String code, Map<String, List<String>> ids, List<Fact> facts) {
        Map<String, Fact> byId = new LinkedHashMap<>();
        facts.forEach(fact -> byId.put(fact.id(), fact));
        Map<String, List<Fact>> resolved = new LinkedHashMap<>();
        ids.forEach((part, list) -> {
            List<Fact> found = new ArrayList<>();
            list.forEach(id -> found.add(need(byId.get(id), "answer of " + code + " names an unknown fact " + id)));
            resolved.put(part, List.copyOf(found));
        });
        List<Fact> fault = resolved.getOrDefault("fault", List.of());
        if (fault.size() != 1) {
            throw new IllegalArgumentException("answer of " + code + " needs exactly one fault");
        }
        return new Answer(
                resolved.getOrDefault("means", List.of()),
                fault.get(0),
                resolved.getOrDefault("causes", List.of()),
                resolved.getOrDefault("steps", List.of()),
                resolved.getOrDefault("numbers", List.of()),
                resolved.getOrDefault("collect", List.of()),
                resolved.getOrDefault("links", List.of()));
    }

    private Map<String, List<String>> answer() throws IOException {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        fields(name -> parts.put(name, strings()));
        return parts;
    }

    private Variant variant() throws IOException {
        var it = new Object() {
            @Nullable
            String id;

            @Nullable
            Text name;

            @Nullable
            Text tell;

            @Nullable
            Text brief;

            @Nullable
            String sketch;

            boolean whenNamed;
        };
        fields(name -> {
            switch (name) {
                case "id" -> it.id = in.getText();
                case "name" -> it.name = text();
                case "tell" -> it.tell = text();
                case "brief" -> it.brief = text();
                case "sketch" -> it.sketch = in.getText();
                case "when-named" -> it.whenNamed = in.getBooleanValue();
                default -> in.skipChildren();
            }
        });
        return new Variant(
                need(it.id, "variant id"),
                need(it.name, "name"),
                need(it.tell, "tell"),
                it.brief,
                it.sketch,
                it.whenNamed);
    }

    private Fact fact() throws IOException {
        var it = new Object() {
            String id = "";

            @Nullable
            FactType type;

            @Nullable
            Audience audience;

            @Nullable
            String variant;

            @Nullable
            String en;

            @Nullable
            String zh;

            List<String> value = List.of();
            List<String> patterns = List.of();

            @Nullable
            Text label;

            @Nullable
            String url;

            List<Command> commands = List.of();

            @Nullable
            Risk risk;

            List<String> supersedes = List.of();

            @Nullable
            Source source;
        };
        fields(name -> {
            switch (name) {
                case "id" -> it.id = in.getText();
                case "type" -> it.type = Tags.parse(FactType.class, in.getText());
                case "audience" -> it.audience = Tags.parse(Audience.class, in.getText());
                case "variant" -> it.variant = in.getText();
                case "en" -> it.en = in.getText();
                case "zh" -> it.zh = in.getText();
                case "value" -> it.value = strings();
                case "pattern" -> it.patterns = strings();
                case "label" -> it.label = text();
                case "url" -> it.url = in.getText();
                case "commands" -> it.commands = list(this::command);
                case "risk" -> it.risk = risk();
                case "supersedes" -> it.supersedes = strings();
                case "source" -> it.source = source();
                default -> in.skipChildren();
            }
        });
        return new Fact(
                it.id,
                need(it.type, it.id),
                need(it.audience, it.id),
                it.variant,
                new Text(need(it.en, it.id), need(it.zh, it.id)),
                it.value,
                it.patterns,
                it.label,
                it.url,
                it.commands,
                it.risk,
                it.supersedes,
                need(it.source, it.id));
    }

    private Command command() throws IOException {
        Map<String, String> it = strings(List.of("on", "run"));
        return new Command(need(it.get("on"), "on"), need(it.get("run"), "run"));
    }

    private Risk risk() throws IOException {
        Map<String, Text> it = new LinkedHashMap<>();
        fields(name -> it.put(name, text()));
        return new Risk(need(it.get("risk"), "risk"), need(it.get("back"), "back"), need(it.get("safer"), "safer"));
    }

    private Source source() throws IOException {
        Map<String, String> it = strings(List.of("title", "section", "as_of", "url"));
        return new Source(
                need(it.get("title"), "title"), it.get("section"), it.get("as_of"), need(it.get("url"), "url"));
    }

    private Text text() throws IOException {
        Map<String, String> it = strings(List.of("en", "zh"));
        return new Text(need(it.get("en"), "en"), need(it.get("zh"), "zh"));
    }

    /** An object whose members are all strings. */
    private Map<String, String> strings(List<String> known) throws IOException {
        Map<String, String> it = new LinkedHashMap<>();
        fields(name -> {
            if (known.contains(name)) {
                it.put(name, in.getText());
            } else {
                in.skipChildren();
            }
        });
        return it;
    }

    private List<String> strings() throws IOException {
        return list(in::getText);
    }

    private <T> List<T> list(Value<T> value) throws IOException {
        List<T> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(value.read());
        }
        return List.copyOf(list);
    }

    private void fields(Field field) throws IOException {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            field.read(name);
        }
    }

    private static <T> T need(@Nullable T value, String what) {
        return Objects.requireNonNull(value, what);
    }

    /** Reads the value the parser stands on. */
    private interface Value<T> {
        T read() throws IOException;
    }

    /** Reads the value of a named member. */
    private interface Field {
        void read(String name) throws IOException;
    }
}
