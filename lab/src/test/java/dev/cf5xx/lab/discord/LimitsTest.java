package dev.cf5xx.lab.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each documented limit: what just keeps it is taken, what just breaks it is refused as Discord refuses it. */
class LimitsTest {
    private static FakeDiscord discord;
    private static Rest rest;
    private static Member ada;

    @BeforeAll
    static void start() throws Exception {
        discord = FakeDiscord.start(FakeDiscord.Settings.USUAL.limited(false));
        rest = new Rest(discord);
        ada = discord.member("ada", "en-US");
        rest.send("PUT", commands(), "[" + slash("cf5xx", "\"options\":[" + option("query", true) + "]") + "]");
    }

    @AfterAll
    static void stop() {
        discord.close();
    }

    /**
     * A limit.
     *
     * @param good what keeps it
     * @param bad what breaks it
     * @param path where the error of {@code bad} stands
     */
    record Limit(String name, String good, String bad, String path, String code) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static String x(int length) {
        return "x".repeat(length);
    }

    private static String list(int count, java.util.function.IntFunction<String> each) {
        return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(",", "[", "]"));
    }

    private static String embed(String inside) {
        return "{\"embeds\":[{" + inside + "}]}";
    }

    private static String row(String inside) {
        return "{\"content\":\"x\",\"components\":[{\"type\":1,\"components\":[" + inside + "]}]}";
    }

    private static String button(String id, String label) {
        return "{\"type\":2,\"style\":1,\"custom_id\":\"" + id + "\",\"label\":\"" + label + "\"}";
    }

    private static String link(String url) {
        return "{\"type\":2,\"style\":5,\"label\":\"x\",\"url\":\"" + url + "\"}";
    }

    private static String select(String id, String more, String options) {
        return "{\"type\":3,\"custom_id\":\"" + id + "\"," + more + "\"options\":" + options + "}";
    }

    private static String choice(int i) {
        return "{\"label\":\"" + i + "\",\"value\":\"" + i + "\"}";
    }

    private static String v2(String components) {
        return "{\"flags\":32768,\"components\":" + components + "}";
    }

    private static String words(int length) {
        return "{\"type\":10,\"content\":\"" + x(length) + "\"}";
    }

    private static Limit length(String name, String before, int most, String after, String path) {
        return new Limit(name, before + x(most) + after, before + x(most + 1) + after, path, "BASE_TYPE_MAX_LENGTH");
    }

    private static Limit between(String name, String before, int most, String after, String path) {
        return new Limit(name, before + x(most) + after, before + x(most + 1) + after, path, "BASE_TYPE_BAD_LENGTH");
    }

    static Stream<Limit> messages() {
        String field = "{\"name\":\"x\",\"value\":\"x\"}";
        return Stream.of(
                length("content", "{\"content\":\"", 2000, "\"}", "content"),
                length("nonce", "{\"content\":\"x\",\"nonce\":\"", 25, "\"}", "nonce"),
                new Limit(
                        "embeds",
                        "{\"embeds\":" + list(10, i -> "{\"title\":\"x\"}") + "}",
                        "{\"embeds\":" + list(11, i -> "{\"title\":\"x\"}") + "}",
                        "embeds",
                        "BASE_TYPE_MAX_LENGTH"),
                new Limit(
                        "embeds together",
                        "{\"embeds\":[{\"description\":\"" + x(4000) + "\"},{\"description\":\"" + x(2000) + "\"}]}",
                        "{\"embeds\":[{\"description\":\"" + x(4000) + "\"},{\"description\":\"" + x(2001) + "\"}]}",
                        "embeds",
                        "MAX_EMBED_SIZE_EXCEEDED"),
                length("embed title", "{\"embeds\":[{\"title\":\"", 256, "\"}]}", "embeds.0.title"),
                length("embed description", "{\"embeds\":[{\"description\":\"", 4096, "\"}]}", "embeds.0.description"),
                new Limit(
                        "embed fields",
                        embed("\"fields\":" + list(25, i -> field)),
                        embed("\"fields\":" + list(26, i -> field)),
                        "embeds.0.fields",
                        "BASE_TYPE_MAX_LENGTH"),
                between(
                        "field name",
                        "{\"embeds\":[{\"fields\":[{\"value\":\"x\",\"name\":\"",
                        256,
                        "\"}]}]}",
                        "embeds.0.fields.0.name"),
                between(
                        "field value",
                        "{\"embeds\":[{\"fields\":[{\"name\":\"x\",\"value\":\"",
                        1024,
                        "\"}]}]}",
                        "embeds.0.fields.0.value"),
                between("footer", "{\"embeds\":[{\"footer\":{\"text\":\"", 2048, "\"}}]}", "embeds.0.footer.text"),
                between("author", "{\"embeds\":[{\"author\":{\"name\":\"", 256, "\"}}]}", "embeds.0.author.name"),
                new Limit(
                        "embed url's scheme",
                        embed("\"title\":\"x\",\"url\":\"https://a.example/\""),
                        embed("\"title\":\"x\",\"url\":\"javascript:x()\""),
                        "embeds.0.url",
                        "URL_TYPE_INVALID_SCHEME"),
                new Limit(
                        "rows",
                        "{\"content\":\"x\",\"components\":"
                                + list(5, i -> "{\"type\":1,\"components\":[" + button("b" + i, "x") + "]}") + "}",
                        "{\"content\":\"x\",\"components\":"
                                + list(6, i -> "{\"type\":1,\"components\":[" + button("b" + i, "x") + "]}") + "}",
                        "components",
                        "BASE_TYPE_BAD_LENGTH"),
                new Limit(
                        "buttons in a row",
                        row(buttons(5)),
                        row(buttons(6)),
                        "components.0.components",
                        "BASE_TYPE_BAD_LENGTH"),
                new Limit(
                        "a row with something in it",
                        row(buttons(1)),
                        row(""),
                        "components.0.components",
                        "BASE_TYPE_BAD_LENGTH"),
                new Limit(
                        "label",
                        row(button("a", x(80))),
                        row(button("a", x(81))),
                        "components.0.components.0.label",
                        "BASE_TYPE_MAX_LENGTH"),
                new Limit(
                        "a label at all",
                        row(button("a", "x")),
                        row("{\"type\":2,\"style\":1,\"custom_id\":\"a\"}"),
                        "components.0.components.0",
                        "BUTTON_COMPONENT_INVALID_LABEL"),
                new Limit(
                        "custom id",
                        row(button(x(100), "x")),
                        row(button(x(101), "x")),
                        "components.0.components.0.custom_id",
                        "BASE_TYPE_BAD_LENGTH"),
                new Limit(
                        "custom ids differ",
                        row(button("a", "x") + "," + button("b", "x")),
                        row(button("a", "x") + "," + button("a", "x")),
                        "components.0.components.1.custom_id",
                        "COMPONENT_CUSTOM_ID_DUPLICATED"),
                new Limit(
                        "url",
                        row(link("https://a.example/" + x(494))),
                        row(link("https://a.example/" + x(495))),
                        "components.0.components.0.url",
                        "BASE_TYPE_MAX_LENGTH"),
                new Limit(
                        "url's scheme",
                        row(link("https://a.example/")),
                        row(link("ftp://a.example/")),
                        "components.0.components.0.url",
                        "URL_TYPE_INVALID_SCHEME"),
                new Limit(
                        "a link has no custom id",
                        row(link("https://a.example/")),
                        row(
                                "{\"type\":2,\"style\":5,\"label\":\"x\",\"url\":\"https://a.example/\",\"custom_id\":\"a\"}"),
                        "components.0.components.0",
                        "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"),
                new Limit(
                        "select options",
                        row(select("s", "", list(25, LimitsTest::choice))),
                        row(select("s", "", list(26, LimitsTest::choice))),
                        "components.0.components.0.options",
                        "BASE_TYPE_BAD_LENGTH"),
                new Limit(
                        "option label",
                        row(select("s", "", "[{\"value\":\"a\",\"label\":\"" + x(100) + "\"}]")),
                        row(select("s", "", "[{\"value\":\"a\",\"label\":\"" + x(101) + "\"}]")),
                        "components.0.components.0.options.0.label",
                        "BASE_TYPE_BAD_LENGTH"),
                new Limit(
                        "option value",
                        row(select("s", "", "[{\"label\":\"a\",\"value\":\"" + x(100) + "\"}]")),
                        row(select("s", "", "[{\"label\":\"a\",\"value\":\"" + x(101) + "\"}]")),
                        "components.0.components.0.options.0.value",
                        "BASE_TYPE_BAD_LENGTH"),
                new Limit(
                        "placeholder",
                        row(select("s", "\"placeholder\":\"" + x(150) + "\",", "[" + choice(1) + "]")),
                        row(select("s", "\"placeholder\":\"" + x(151) + "\",", "[" + choice(1) + "]")),
                        "components.0.components.0.placeholder",
                        "BASE_TYPE_MAX_LENGTH"),
                new Limit(
                        "a select stands alone",
                        row(select("s", "", "[" + choice(1) + "]")),
                        row(select("s", "", "[" + choice(1) + "]") + "," + button("b", "x")),
                        "components.0.components",
                        "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
                new Limit(
                        "V2 only with its flag",
                        v2("[" + words(1) + "]"),
                        "{\"components\":[" + words(1) + "]}",
                        "components.0.type",
                        "UNION_TYPE_CHOICES"),
                new Limit(
                        "V2 components",
                        v2(list(40, i -> words(1))),
                        v2(list(41, i -> words(1))),
                        "components",
                        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
                new Limit(
                        "V2 components, those inside too",
                        v2("[{\"type\":17,\"components\":" + list(39, i -> words(1)) + "}]"),
                        v2("[{\"type\":17,\"components\":" + list(40, i -> words(1)) + "}]"),
                        "components",
                        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
                new Limit(
                        "V2 text",
                        v2("[" + words(2000) + "," + words(2000) + "]"),
                        v2("[" + words(2000) + "," + words(2001) + "]"),
                        "components",
                        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
                new Limit(
                        "V2 without content",
                        v2("[" + words(1) + "]"),
                        "{\"flags\":32768,\"content\":\"x\",\"components\":[" + words(1) + "]}",
                        "content",
                        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
                new Limit(
                        "V2 without embeds",
                        v2("[" + words(1) + "]"),
                        "{\"flags\":32768,\"embeds\":[{\"title\":\"x\"}],\"components\":[" + words(1) + "]}",
                        "embeds",
                        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
                new Limit(
                        "section texts",
                        v2("[{\"type\":9,\"accessory\":" + button("a", "x") + ",\"components\":"
                                + list(3, i -> words(1)) + "}]"),
                        v2("[{\"type\":9,\"accessory\":" + button("a", "x") + ",\"components\":"
                                + list(4, i -> words(1)) + "}]"),
                        "components.0.components",
                        "BASE_TYPE_BAD_LENGTH"),
                new Limit(
                        "gallery items",
                        v2("[{\"type\":12,\"items\":" + list(10, i -> "{\"media\":{\"url\":\"https://a.example/\"}}")
                                + "}]"),
                        v2("[{\"type\":12,\"items\":" + list(11, i -> "{\"media\":{\"url\":\"https://a.example/\"}}")
                                + "}]"),
                        "components.0.items",
                        "BASE_TYPE_BAD_LENGTH"),
                new Limit(
                        "allowed mentions exclude each other",
                        "{\"content\":\"x\",\"allowed_mentions\":{\"parse\":[\"users\"]}}",
                        "{\"content\":\"x\",\"allowed_mentions\":{\"parse\":[\"users\"],\"users\":[\"1\"]}}",
                        "allowed_mentions",
                        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"));
    }

    private static String buttons(int count) {
        return IntStream.range(0, count).mapToObj(i -> button("b" + i, "x")).collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void message_atTheLimit_isTakenAndAboveItIsRefused(Limit limit) {
        check(limit, limit.path, rest.post(messagesPath(), limit.good), rest.post(messagesPath(), limit.bad), 200);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void edit_atTheLimit_isTakenAndAboveItIsRefused(Limit limit) {
        if (limit.name.equals("nonce")) {
            return; // An edit has none.
        }
        String plain = "{\"content\":\"x\"}";
        String good = limit.good.contains("32768") ? withoutContent(limit.good) : limit.good;
        String one = rest.post(messagesPath(), plain).json().path("id").asText();
        String two = rest.post(messagesPath(), plain).json().path("id").asText();
        check(
                limit,
                limit.path,
                rest.send("PATCH", messagesPath() + "/" + one, good),
                rest.send("PATCH", messagesPath() + "/" + two, limit.bad),
                200);
    }

    private static String withoutContent(String v2) {
        return "{\"content\":null," + v2.substring(1);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void answerToAnInteraction_atTheLimit_isTakenAndAboveItIsRefused(Limit limit) {
        check(
                limit,
                "data." + limit.path,
                callback("{\"type\":4,\"data\":" + limit.good + "}"),
                callback("{\"type\":4,\"data\":" + limit.bad + "}"),
                204);
    }

    static Stream<Limit> modals() {
        String label = "{\"type\":18,\"label\":\"x\",\"component\":{\"type\":4,\"style\":1,\"custom_id\":\"";
        return Stream.of(
                new Limit(
                        "title",
                        modal("m", x(45), list(1, i -> label + i + "\"}}")),
                        modal("m", x(46), list(1, i -> label + i + "\"}}")),
                        "data.title",
                        "BASE_TYPE_BAD_LENGTH"),
                new Limit(
                        "custom id",
                        modal(x(100), "x", list(1, i -> label + i + "\"}}")),
                        modal(x(101), "x", list(1, i -> label + i + "\"}}")),
                        "data.custom_id",
                        "BASE_TYPE_BAD_LENGTH"),
                new Limit(
                        "components",
                        modal("m", "x", list(5, i -> label + i + "\"}}")),
                        modal("m", "x", list(6, i -> label + i + "\"}}")),
                        "data.components",
                        "BASE_TYPE_BAD_LENGTH"),
                new Limit(
                        "something in it",
                        modal("m", "x", list(1, i -> label + i + "\"}}")),
                        modal("m", "x", "[]"),
                        "data.components",
                        "BASE_TYPE_BAD_LENGTH"),
                new Limit(
                        "custom ids differ",
                        modal("m", "x", list(2, i -> label + i + "\"}}")),
                        modal("m", "x", list(2, i -> label + "a\"}}")),
                        "data.components.1.component.custom_id",
                        "COMPONENT_CUSTOM_ID_DUPLICATED"),
                new Limit(
                        "label",
                        modal("m", "x", "[" + label.replace("\"x\"", "\"" + x(45) + "\"") + "a\"}}]"),
                        modal("m", "x", "[" + label.replace("\"x\"", "\"" + x(46) + "\"") + "a\"}}]"),
                        "data.components.0.label",
                        "BASE_TYPE_BAD_LENGTH"),
                new Limit(
                        "longest input",
                        modal("m", "x", "[" + label + "a\",\"max_length\":4000}}]"),
                        modal("m", "x", "[" + label + "a\",\"max_length\":4001}}]"),
                        "data.components.0.component.max_length",
                        "NUMBER_TYPE_MAX"),
                new Limit(
                        "no buttons",
                        modal("m", "x", "[" + label + "a\"}}]"),
                        modal("m", "x", "[{\"type\":18,\"label\":\"x\",\"component\":" + button("a", "x") + "}]"),
                        "data.components.0.component.type",
                        "UNION_TYPE_CHOICES"));
    }

    private static String modal(String id, String title, String components) {
        return "{\"type\":9,\"data\":{\"custom_id\":\"" + id + "\",\"title\":\"" + title + "\",\"components\":"
                + components + "}}";
    }

    @ParameterizedTest
    @MethodSource("modals")
    void modal_atTheLimit_isTakenAndAboveItIsRefused(Limit limit) {
        check(limit, limit.path, callback(limit.good), callback(limit.bad), 204);
    }

    static Stream<Limit> choices() {
        return Stream.of(
                new Limit(
                        "choices",
                        choices(list(25, i -> "{\"name\":\"x\",\"value\":\"x\"}")),
                        choices(list(26, i -> "{\"name\":\"x\",\"value\":\"x\"}")),
                        "data.choices",
                        "BASE_TYPE_MAX_LENGTH"),
                new Limit(
                        "name",
                        choices("[{\"name\":\"" + x(100) + "\",\"value\":\"x\"}]"),
                        choices("[{\"name\":\"" + x(101) + "\",\"value\":\"x\"}]"),
                        "data.choices.0.name",
                        "BASE_TYPE_BAD_LENGTH"),
                new Limit(
                        "value",
                        choices("[{\"name\":\"x\",\"value\":\"" + x(100) + "\"}]"),
                        choices("[{\"name\":\"x\",\"value\":\"" + x(101) + "\"}]"),
                        "data.choices.0.value",
                        "BASE_TYPE_MAX_LENGTH"));
    }

    private static String choices(String choices) {
        return "{\"type\":8,\"data\":{\"choices\":" + choices + "}}";
    }

    @ParameterizedTest
    @MethodSource("choices")
    void choices_atTheLimit_areTakenAndAboveItAreRefused(Limit limit) {
        check(limit, limit.path, typed(limit.good), typed(limit.bad), 204);
    }

    static Stream<Limit> commandLimits() {
        return Stream.of(
                command("name", slash(x(32), ""), slash(x(33), ""), "0.name", "BASE_TYPE_BAD_LENGTH"),
                command(
                        "lower case",
                        slash("\u00e9", ""),
                        slash("\u00c9", ""),
                        "0.name",
                        "APPLICATION_COMMAND_INVALID_NAME"),
                command(
                        "no blanks",
                        slash("a-b_c", ""),
                        slash("a b", ""),
                        "0.name",
                        "APPLICATION_COMMAND_INVALID_NAME"),
                command(
                        "a message command may have blanks and capitals",
                        "{\"type\":3,\"name\":\"Check links\"}",
                        "{\"type\":3,\"name\":\"Check links\",\"description\":\"x\"}",
                        "0.description",
                        "APPLICATION_COMMAND_DESCRIPTION_CANNOT_BE_SET"),
                command(
                        "description",
                        slash("a", "\"description\":\"" + x(100) + "\""),
                        slash("a", "\"description\":\"" + x(101) + "\""),
                        "0.description",
                        "BASE_TYPE_BAD_LENGTH"),
                command(
                        "localised name",
                        slash("a", "\"name_localizations\":{\"zh-CN\":\"错误\"}"),
                        slash("a", "\"name_localizations\":{\"zh-CN\":\"错 误\"}"),
                        "0.name_localizations.zh-CN",
                        "APPLICATION_COMMAND_INVALID_NAME"),
                command(
                        "localised description",
                        slash("a", "\"description_localizations\":{\"zh-CN\":\"" + x(100) + "\"}"),
                        slash("a", "\"description_localizations\":{\"zh-CN\":\"" + x(101) + "\"}"),
                        "0.description_localizations.zh-CN",
                        "BASE_TYPE_BAD_LENGTH"),
                command(
                        "locales",
                        slash("a", "\"name_localizations\":{\"zh-CN\":\"a\"}"),
                        slash("a", "\"name_localizations\":{\"zh\":\"a\"}"),
                        "0.name_localizations",
                        "BASE_TYPE_CHOICES"),
                command(
                        "options",
                        slash("a", "\"options\":" + list(25, i -> option("o" + i, false))),
                        slash("a", "\"options\":" + list(26, i -> option("o" + i, false))),
                        "0.options",
                        "BASE_TYPE_MAX_LENGTH"),
                command(
                        "options have different names",
                        slash("a", "\"options\":" + list(2, i -> option("o" + i, false))),
                        slash("a", "\"options\":" + list(2, i -> option("o", false))),
                        "0.options.1",
                        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"),
                command(
                        "required options come first",
                        slash("a", "\"options\":[" + option("a", true) + "," + option("b", false) + "]"),
                        slash("a", "\"options\":[" + option("a", false) + "," + option("b", true) + "]"),
                        "0.options.1",
                        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"),
                command(
                        "option choices",
                        slash("a", "\"options\":[" + offering(25, 1) + "]"),
                        slash("a", "\"options\":[" + offering(26, 1) + "]"),
                        "0.options.0.choices",
                        "BASE_TYPE_MAX_LENGTH"),
                command(
                        "all of it together",
                        slash("a", "\"options\":" + list(10, i -> offering(4, 94))),
                        slash("a", "\"options\":" + list(11, i -> offering(4, 94))),
                        "0",
                        "APPLICATION_COMMAND_TOO_LARGE"));
    }

    private static int offered;

    /** An option with so many choices, each with a name and a value of this length. */
    private static String offering(int count, int length) {
        offered++;
        String choice = "{\"name\":\"" + x(length) + "\",\"value\":\"" + x(length) + "\"}";
        return "{\"type\":3,\"name\":\"o" + offered + "\",\"description\":\"x\",\"choices\":" + list(count, i -> choice)
                + "}";
    }

    private static Limit command(String name, String good, String bad, String path, String code) {
        return new Limit(name, "[" + good + "]", "[" + bad + "]", path, code);
    }

    private static String slash(String name, String more) {
        String description = more.contains("\"description\":\"") && more.startsWith("\"description\"")
                ? ""
                : ",\"description\":\"x\"";
        return "{\"type\":1,\"name\":\"" + name + "\"" + description + (more.isEmpty() ? "" : ",") + more + "}";
    }

    private static String option(String name, boolean required) {
        return "{\"type\":3,\"name\":\"" + name + "\",\"description\":\"x\",\"required\":" + required
                + ",\"autocomplete\":true}";
    }

    @ParameterizedTest
    @MethodSource("commandLimits")
    void commands_atTheLimit_areTakenAndAboveItAreRefused(Limit limit) {
        check(
                limit,
                limit.path,
                rest.send("PUT", guildCommands(), limit.good),
                rest.send("PUT", guildCommands(), limit.bad),
                200);
    }

    @Test
    void commands_tooMany_areRefused() throws Exception {
        try (FakeDiscord fresh = FakeDiscord.start(FakeDiscord.Settings.USUAL.limited(false))) {
            Rest other = new Rest(fresh);
            String path = "applications/" + fresh.application() + "/commands";
            assertThat(other.send("PUT", path, list(101, i -> slash("c" + i, "")))
                            .code())
                    .isEqualTo(30032);
            assertThat(other.send("PUT", path, list(16, i -> "{\"type\":3,\"name\":\"c" + i + "\"}"))
                            .code())
                    .isEqualTo(30032);
            assertThat(other.send("PUT", path, list(16, i -> "{\"type\":2,\"name\":\"c" + i + "\"}"))
                            .code())
                    .isEqualTo(30032);
            assertThat(other.send("PUT", path, list(100, i -> slash("c" + i, "")))
                            .status())
                    .isEqualTo(200);
            assertThat(other.send("PUT", path, list(100, i -> slash("d" + i, "")))
                            .status())
                    .isEqualTo(200);
            Rest.Answer more = other.send("PUT", path, list(1, i -> slash("e", "")));
            assertThat(more.status()).isEqualTo(429);
            assertThat(more.code()).isEqualTo(30034);
        }
    }

    @Test
    void file_ofTenMebibytes_isTakenAndAByteMoreIsRefused() {
        int most = 10 * 1024 * 1024;
        Rest.Answer taken = rest.upload(messagesPath(), "{}", Map.of("a.bin", new byte[most]));
        Rest.Answer refused = rest.upload(messagesPath(), "{}", Map.of("a.bin", new byte[most + 1]));

        assertThat(taken.status()).isEqualTo(200);
        assertThat(rest.bytes(
                        taken.json().path("attachments").path(0).path("url").asText()))
                .hasSize(most);
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.code()).isEqualTo(40005);
    }

    @Test
    void files_moreThanTen_areRefused() {
        Map<String, byte[]> eleven = new LinkedHashMap<>();
        for (int i = 0; i < 11; i++) {
            eleven.put(i + ".txt", new byte[] {1});
        }
        assertThat(rest.upload(messagesPath(), "{}", eleven).error("attachments"))
                .isEqualTo("BASE_TYPE_MAX_LENGTH");
    }

    @Test
    void message_empty_isRefused() {
        assertThat(rest.post(messagesPath(), "{\"content\":\"\"}").code()).isEqualTo(50006);
        assertThat(rest.post(messagesPath(), "not JSON").code()).isEqualTo(50006);
    }

    @Test
    void flagOfComponentsV2_onceSet_cannotBeTakenAway() {
        String id = rest.post(messagesPath(), v2("[" + words(1) + "]"))
                .json()
                .path("id")
                .asText();

        Rest.Answer refused = rest.send("PATCH", messagesPath() + "/" + id, "{\"flags\":0,\"content\":\"x\"}");
        Rest.Answer stays = rest.send("PATCH", messagesPath() + "/" + id, "{\"components\":[" + words(2) + "]}");

        assertThat(refused.code()).isEqualTo(50035);
        assertThat(stays.json().path("flags").asInt()).isEqualTo(32768);
    }

    private static void check(Limit limit, String path, Rest.Answer good, Rest.Answer bad, int status) {
        assertThat(good.status()).as("%s", good.json()).isEqualTo(status);
        assertThat(bad.status()).as(limit.name).isEqualTo(400);
        assertThat(bad.code()).isEqualTo(50035);
        assertThat(bad.error(path)).as("%s", bad.json()).isEqualTo(limit.code);
    }

    private static Rest.Answer callback(String json) {
        return answer(ada.slash(discord.general(), "cf5xx", Map.of("query", "524")), json);
    }

    private static Rest.Answer typed(String json) {
        return answer(ada.typing(discord.general(), "cf5xx", "query", "5"), json);
    }

    private static Rest.Answer answer(Asked asked, String json) {
        return rest.post("interactions/" + asked.id() + "/" + asked.token() + "/callback", json);
    }

    private static String messagesPath() {
        return "channels/" + discord.general() + "/messages";
    }

    private static String commands() {
        return "applications/" + discord.application() + "/commands";
    }

    private static String guildCommands() {
        return "applications/" + discord.application() + "/guilds/" + discord.guild() + "/commands";
    }
}
