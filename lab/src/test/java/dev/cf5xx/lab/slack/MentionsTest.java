package dev.cf5xx.lab.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.lab.slack.rules.Mentions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a text calls and where it leads. */
class MentionsTest {
    @Test
    void angleBrackets_sayWhatTheyAre() {
        Mentions found = Mentions.ofText(
                "<@U1> <@U2|ann> <#C1|ops> <!channel> <!subteam^S1> <https://a.example|here> <!date^1^{date}^https://b.example|x>",
                true);
        assertThat(found.users()).containsExactlyInAnyOrder("U1", "U2");
        assertThat(found.channels()).containsExactly("C1");
        assertThat(found.everybody()).containsExactly("channel");
        assertThat(found.groups()).containsExactly("S1");
        assertThat(found.links())
                .containsExactly(
                        new Mentions.Link("https://a.example", "here", false),
                        new Mentions.Link("https://b.example", "x", false));
        assertThat(found.pings()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"`<!channel>`", "```\n<@U1>\n```", "*<!here>*", "@here look", "a @everyone"})
    void calls_inWhateverDress_count(String text) {
        assertThat(Mentions.ofText(text, false).pings()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"&lt;!channel&gt;", "a@\u2060here", "< !channel", "524 &amp; 522", "`@here`", "ann@here"})
    void whatIsNoCall_pingsNobody(String text) {
        assertThat(Mentions.ofText(text, false).pings()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "see https://a.example/x?y=1 now, https://a.example/x?y=1",
        "shop.com is down, http://shop.com",
        "write to ann@shop.com, mailto:ann@shop.com",
        "(cf5xx.example), http://cf5xx.example"
    })
    void addresses_nobodyMarked_areLinkedUnlessVerbatim(String text, String url) {
        assertThat(Mentions.ofText(text, false).links())
                .singleElement()
                .satisfies(link -> assertThat(link.url()).isEqualTo(url))
                .satisfies(link -> assertThat(link.automatic()).isTrue());
        assertThat(Mentions.ofText(text, true).links()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"`shop.com`", "shop\u2060.\u2060com", "error 524. Not found", "1.2.3", "a file.txt"})
    void whatIsNoAddress_isNotLinked(String text) {
        assertThat(Mentions.ofText(text, false).links()).isEmpty();
    }

    @Test
    void message_withBlocks_isReadInThem_andItsTextOnlyForCalls() throws Exception {
        Mentions found = Mentions.of(
                Rest.json("{'text':'<!here> https://n.example','blocks':["
                        + "{'type':'section','text':{'type':'plain_text','text':'<!channel> https://p.example'}},"
                        + "{'type':'section','text':{'type':'mrkdwn','verbatim':true,'text':'https://v.example <@U1>'}},"
                        + "{'type':'markdown','text':'[x](https://m.example)'},"
                        + "{'type':'actions','elements':[{'type':'button','url':'https://b.example',"
                        + "'text':{'type':'plain_text','text':'Go'}}]},"
                        + "{'type':'rich_text','elements':[{'type':'rich_text_section','elements':["
                        + "{'type':'text','text':'https://t.example @here'},{'type':'user','user_id':'U2'},"
                        + "{'type':'broadcast','range':'everyone'},{'type':'link','url':'https://l.example'}]}]}]}"),
                "");
        assertThat(found.everybody()).containsExactlyInAnyOrder("here", "everyone");
        assertThat(found.users()).containsExactlyInAnyOrder("U1", "U2");
        assertThat(found.links())
                .extracting(Mentions.Link::url)
                .containsExactly("https://m.example", "https://b.example", "https://l.example");
    }
}
