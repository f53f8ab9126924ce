package dev.cf5xx.lab.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cf5xx.lab.slack.http.Form;
import dev.cf5xx.lab.slack.http.Trouble;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Web API's answers, spoken to by hand. */
class ApiTest {
    private FakeSlack lab;
    private Rest rest;
    private Member ann;
    private Member bob;
    private String channel;

    @BeforeEach
    void start() throws Exception {
        lab = FakeSlack.start(FakeSlack.Settings.USUAL.clock(new HandClock()).limited(false));
        rest = new Rest(lab);
        ann = lab.member("ann", "zh-CN");
        bob = lab.member("bob", "en-GB");
        channel = lab.channel("ops", ann, bob);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private String error(String method, String args) throws Exception {
        return rest.call(method, args).error();
    }

    private String post(String where, String more) {
        return "{'channel':'" + where + "','text':'a'" + more + "}";
    }

    @Test
    void token_missingWrongRevokedOrOfTheOtherKind_isRefusedByName() throws Exception {
        assertThat(rest.call("auth.test", "", Rest.json("{}")).error()).isEqualTo("not_authed");
        assertThat(rest.call("auth.test", "xoxb-other", Rest.json("{}")).error())
                .isEqualTo("invalid_auth");
        assertThat(rest.call("apps.connections.open", FakeSlack.TOKEN, Rest.json("{}"))
                        .error())
                .isEqualTo("not_allowed_token_type");
        assertThat(rest.call("chat.postMessage", FakeSlack.APP_TOKEN, Rest.json("{}"))
                        .error())
                .isEqualTo("not_allowed_token_type");
        assertThat(error("no.such", "{}")).isEqualTo("unknown_method");
        lab.workspace().revoke();
        assertThat(error("auth.test", "{}")).isEqualTo("token_revoked");
        lab.forgetAppToken();
        assertThat(rest.call("apps.connections.open", FakeSlack.APP_TOKEN, Rest.json("{}"))
                        .error())
                .isEqualTo("invalid_auth");
    }

    @Test
    void scope_thatIsMissing_isNamed_andTheOthersToo() throws Exception {
        Set<String> fewer = new TreeSet<>(Set.of("channels:read", "users:read"));
        lab.workspace().scopes(fewer);
        Rest.Answer refused = rest.call("chat.postMessage", post(channel, ""));
        assertThat(refused.error()).isEqualTo("missing_scope");
        assertThat(refused.json().path("needed").asText()).isEqualTo("chat:write");
        assertThat(refused.json().path("provided").asText()).isEqualTo("channels:read,users:read");
        assertThat(refused.raw().headers().firstValue("X-OAuth-Scopes")).contains("channels:read,users:read");
        assertThat(rest.call("conversations.history", "{'channel':'" + channel + "'}")
                        .json()
                        .path("needed")
                        .asText())
                .isEqualTo("channels:history");
        assertThat(ann.says(channel, "not heard without channels:history").told())
                .isEmpty();
    }

    @Test
    void form_andJson_areTheSame() throws Exception {
        String body = Form.write(Map.of(
                "channel", channel, "text", "a & b", "blocks", "[{\"type\":\"divider\"}]", "token", FakeSlack.TOKEN));
        Rest.Answer answer =
                rest.post(URI.create(lab.apiUrl() + "chat.postMessage"), "", "application/x-www-form-urlencoded", body);
        assertThat(answer.error()).isEmpty();
        assertThat(lab.workspace().botPosts(channel))
                .singleElement()
                .satisfies(post -> assertThat(post.text()).isEqualTo("a & b"))
                .satisfies(post -> assertThat(post.blocks()).hasSize(1));
        assertThat(rest.post(URI.create(lab.apiUrl() + "chat.postMessage"), FakeSlack.TOKEN, "application/json", "{")
                        .error())
                .isEqualTo("invalid_json");
        assertThat(rest.call("chat.postMessage", "{'text':'a'}")
                        .json()
                        .at("/response_metadata/messages/0")
                        .asText())
                .isEqualTo("[ERROR] missing required field: channel");
        assertThat(error("chat.postMessage", post(channel, ",'blocks':'no json'")))
                .isEqualTo("invalid_blocks_format");
    }

    @Test
    void channels_thatCannotBePostedTo_sayWhy() throws Exception {
        String outside = lab.workspace().channelWithoutBot("outside", ann);
        String secret = lab.workspace().privateChannel("secret", false, ann);
        String old = lab.channel("old");
        lab.workspace().archive(old);
        assertThat(error("chat.postMessage", post("C404", ""))).isEqualTo("channel_not_found");
        assertThat(error("chat.postMessage", post(outside, ""))).isEqualTo("not_in_channel");
        assertThat(error("chat.postMessage", post(secret, ""))).isEqualTo("channel_not_found");
        assertThat(error("chat.postMessage", post(old, ""))).isEqualTo("is_archived");
        assertThat(error("conversations.join", "{'channel':'" + outside + "'}")).isEmpty();
        assertThat(error("chat.postMessage", post(outside, ""))).isEmpty();
    }

    @Test
    void thread_thatIsNone_cannotBeAnswered() throws Exception {
        assertThat(error("chat.postMessage", post(channel, ",'thread_ts':'1.000001'")))
                .isEqualTo("cannot_reply_to_message");
        assertThat(error("conversations.replies", "{'channel':'" + channel + "','ts':'1.000001'}"))
                .isEqualTo("thread_not_found");
    }

    @Test
    void ephemeral_isSeenByItsReaderOnly_andInNoHistory() throws Exception {
        assertThat(error("chat.postEphemeral", post(channel, ",'user':'" + ann.id() + "'")))
                .isEmpty();
        assertThat(ann.sees(channel)).hasSize(1);
        assertThat(bob.sees(channel)).isEmpty();
        assertThat(rest.call("conversations.history", "{'channel':'" + channel + "'}")
                        .json()
                        .path("messages"))
                .isEmpty();
        String ts = ann.sees(channel).get(0).ts();
        assertThat(error("chat.update", post(channel, ",'ts':'" + ts + "'"))).isEqualTo("message_not_found");
        Member eve = lab.member("eve", "en-US");
        assertThat(error("chat.postEphemeral", post(channel, ",'user':'" + eve.id() + "'")))
                .isEqualTo("user_not_in_channel");
    }

    @Test
    void edits_areOfOwnMessagesOnly_andKept() throws Exception {
        String theirs = ann.says(channel, "mine").ts();
        assertThat(error("chat.update", post(channel, ",'ts':'" + theirs + "'")))
                .isEqualTo("cant_update_message");
        assertThat(error("chat.delete", "{'channel':'" + channel + "','ts':'" + theirs + "'}"))
                .isEqualTo("cant_delete_message");
        String ours = rest.call("chat.postMessage", post(channel, ",'blocks':[{'type':'divider'}]"))
                .json()
                .path("ts")
                .asText();
        assertThat(error("chat.update", "{'channel':'" + channel + "','ts':'" + ours + "','text':'b'}"))
                .isEmpty();
        Post changed = lab.workspace().botPosts(channel).get(0);
        assertThat(changed.text()).isEqualTo("b");
        assertThat(changed.blocks()).isEmpty();
        assertThat(changed.earlier()).hasSize(1);
        assertThat(error("chat.delete", "{'channel':'" + channel + "','ts':'" + ours + "'}"))
                .isEmpty();
        assertThat(error("chat.update", post(channel, ",'ts':'" + ours + "'"))).isEqualTo("message_not_found");
    }

    @Test
    void metadata_comesBackWhereAskedFor() throws Exception {
        String metadata = ",'metadata':{'event_type':'cf5xx','event_payload':{'nonce':'n1'}}";
        String ts = rest.call("chat.postMessage", post(channel, metadata))
                .json()
                .path("ts")
                .asText();
        String call = "{'channel':'" + channel + "','ts':'" + ts + "'";
        assertThat(rest.call("conversations.replies", call + "}").json().at("/messages/0/metadata"))
                .isEmpty();
        assertThat(rest.call("conversations.replies", call + ",'include_all_metadata':true}")
                        .json()
                        .at("/messages/0/metadata/event_payload/nonce")
                        .asText())
                .isEqualTo("n1");
    }

    @Test
    void history_isPaged_newestFirst_withoutThreadReplies() throws Exception {
        String first = ann.says(channel, "one").ts();
        ann.replies(channel, first, "within");
        String last = ann.says(channel, "two").ts();
        var page = rest.call("conversations.history", "{'channel':'" + channel + "','limit':1}")
                .json();
        assertThat(page.at("/messages/0/ts").asText()).isEqualTo(last);
        assertThat(page.path("has_more").asBoolean()).isTrue();
        String cursor = page.at("/response_metadata/next_cursor").asText();
        var rest2 = rest.call(
                        "conversations.history", "{'channel':'" + channel + "','limit':1,'cursor':'" + cursor + "'}")
                .json();
        assertThat(rest2.at("/messages/0/ts").asText()).isEqualTo(first);
        assertThat(rest2.at("/messages/0/reply_count").asInt()).isEqualTo(1);
        assertThat(rest2.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void user_withLocale_isGivenWhereAskedFor() throws Exception {
        String call = "{'user':'" + ann.id() + "'";
        assertThat(rest.call("users.info", call + "}").json().at("/user/locale").isMissingNode())
                .isTrue();
        assertThat(rest.call("users.info", call + ",'include_locale':true}")
                        .json()
                        .at("/user/locale")
                        .asText())
                .isEqualTo("zh-CN");
        assertThat(error("users.info", "{'user':'U404'}")).isEqualTo("user_not_found");
    }

    @Test
    void reaction_isAddedOnce() throws Exception {
        String ts = ann.says(channel, "a").ts();
        String call = "{'channel':'" + channel + "','timestamp':'" + ts + "','name':'eyes'}";
        assertThat(error("reactions.add", call)).isEmpty();
        assertThat(error("reactions.add", call)).isEqualTo("already_reacted");
        assertThat(bob.sees(channel).get(0).json().at("/reactions/0/name").asText())
                .isEqualTo("eyes");
        assertThat(error("reactions.remove", call)).isEmpty();
        assertThat(error("reactions.remove", call)).isEqualTo("no_reaction");
    }

    @Test
    void workspaces_seeNothingOfEachOther() throws Exception {
        Workspace other = lab.install("other", "xoxb-lab-2");
        assertThat(rest.call("chat.postMessage", "xoxb-lab-2", Rest.json(post(channel, "")))
                        .error())
                .isEqualTo("channel_not_found");
        assertThat(rest.call("auth.test", "xoxb-lab-2", Rest.json("{}"))
                        .json()
                        .path("team_id")
                        .asText())
                .isEqualTo(other.id());
    }

    @Test
    void trouble_comesAsOrdered_andThenIsOver() throws Exception {
        lab.trouble(
                "chat.postMessage",
                new Trouble.TooMany(Duration.ofSeconds(7)),
                new Trouble.Status(503),
                new Trouble.Says("internal_error"),
                new Trouble.LostAnswer());
        String call = post(channel, "");
        Rest.Answer tooMany = rest.call("chat.postMessage", call);
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.raw().headers().firstValue("Retry-After")).contains("7");
        assertThat(rest.call("chat.postMessage", call).status()).isEqualTo(503);
        assertThat(error("chat.postMessage", call)).isEqualTo("internal_error");
        assertThat(lab.workspace().botPosts(channel)).isEmpty();
        assertThatThrownBy(() -> rest.call("chat.postMessage", call)).isInstanceOf(IOException.class);
        assertThat(lab.workspace().botPosts(channel)).hasSize(1);
        lab.trouble("chat.postMessage", new Trouble.Reset());
        assertThatThrownBy(() -> rest.call("chat.postMessage", call)).isInstanceOf(IOException.class);
        assertThat(lab.workspace().botPosts(channel)).hasSize(1);
        assertThat(error("chat.postMessage", call)).isEmpty();
        assertThat(lab.exchanges("chat.postMessage")).hasSize(6);
    }

    @Test
    void home_isPublishedAndSeen() throws Exception {
        String view = "{'type':'home','blocks':[{'type':'divider'}]}";
        assertThat(error("views.publish", "{'user_id':'" + ann.id() + "','view':" + view + "}"))
                .isEmpty();
        assertThat(ann.home().path("blocks")).hasSize(1);
        assertThat(bob.home()).isNull();
        assertThat(ann.opensApp("home"))
                .singleElement()
                .satisfies(
                        told -> assertThat(told.payload().at("/event/view/type").asText())
                                .isEqualTo("home"));
    }
}
