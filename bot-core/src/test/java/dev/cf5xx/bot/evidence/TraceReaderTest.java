package dev.cf5xx.bot.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the reader of traces to what only Cloudflare's edge answers. */
class TraceReaderTest {
    private static final String TRACE = """
            fl=507f46
            h=shop.example.org
            ip=203.0.113.137
            ts=1671492251.082
            visit_scheme=https
            uag=Mozilla/5.0 (X11; Linux x86_64) a=b
            colo=ATL
            sliver=none
            loc=US
            """;

    private static Optional<Trace> read(int status, String body) {
        return TraceReader.read(Response.of(status).body(body).http());
    }

    @Test
    void trace_givesItsValuesInOrder() {
        Trace trace = read(200, TRACE).orElseThrow();
        assertThat(trace.values().keySet())
                .containsExactly("fl", "h", "ip", "ts", "visit_scheme", "uag", "colo", "sliver", "loc");
        assertThat(trace.values()).containsEntry("uag", "Mozilla/5.0 (X11; Linux x86_64) a=b");
        assertThat(trace.colo()).contains("ATL");
    }

    @Test
    void trace_withLinesOfChunks_isReadAround() {
        assertThat(read(200, "106\r\n" + TRACE.replace("\n", "\r\n") + "\r\n0\r\n")
                        .orElseThrow()
                        .colo())
                .contains("ATL");
    }

    @Test
    void trace_masked_hidesWhoAsked() {
        assertThat(read(200, TRACE).orElseThrow().masked().values())
                .containsEntry("ip", "***")
                .containsEntry("uag", "***")
                .containsEntry("h", "shop.example.org")
                .hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fl=507f46\n",
                "colo=ATL\n",
                "fl=507f46\ncolo=atlanta\n",
                "fl=<b>\ncolo=ATL\n",
                "<html>fl=507f46\n<p>colo=ATL",
            })
    void answer_thatIsNoTrace_isNone(String body) {
        assertThat(read(200, body)).isEmpty();
    }

    @Test
    void trace_withAnotherStatus_isNone() {
        assertThat(read(404, TRACE)).isEmpty();
    }

    @Test
    void trace_withoutEnd_isBounded() {
        Trace trace = read(200, TRACE + "k=" + "v".repeat(9999) + "\n" + "a1=b\n".repeat(9999))
                .orElseThrow();
        assertThat(trace.values().get("k")).hasSize(500);
        assertThat(trace.values()).hasSizeLessThan(100);
    }
}
