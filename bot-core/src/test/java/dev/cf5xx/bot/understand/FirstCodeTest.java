package dev.cf5xx.bot.understand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.knowledge.Knowledge;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Short messages of issue trackers and chats: which code comes first, or none. */
class FirstCodeTest {
    private static final MessageReader READER = new MessageReader(Knowledge.shipped());

    @Test
    void shortMessages_areAboutTheirCode_butForThreeThatOnlyAPersonTells() throws IOException {
        List<String> missed = new ArrayList<>();
        try (InputStream in = FirstCodeTest.class.getResourceAsStream("first-code.jsonl");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = new ObjectMapper().readTree(line);
                List<String> codes =
                        READER.read(row.get("text").asText(), Dialect.PLAIN).codes();
                String first = codes.isEmpty() ? null : codes.get(0);
                if (!Objects.equals(first, row.get("code").textValue())) {
                    missed.add(row.get("text").asText());
                }
            }
        }
        assertThat(missed)
                .containsExactlyInAnyOrder(
                        "网站显示 Web server is down，可我服务器好好的", "开启代理后 ssl 握手失败，关闭代理正常", "error: 522 tests failed");
    }
}
