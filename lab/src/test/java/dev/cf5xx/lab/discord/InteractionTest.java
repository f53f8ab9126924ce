package dev.cf5xx.lab.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may answer an interaction, when, and who sees it. */
class InteractionTest {
    private final HandClock clock = new HandClock();
    private FakeDiscord discord;
    private Rest rest;
    private Member ada;
    private Member bob;

    @BeforeEach
    void start() throws Exception {
        discord = FakeDiscord.start(FakeDiscord.Settings.USUAL.clock(clock).limited(false));
        rest = new Rest(discord);
        ada = discord.member("ada", "zh-CN");
        bob = discord.member("bob", "en-US");
        Rest.Answer put = rest.send(
                "PUT",
                "applications/" + discord.application() + "/commands",
                "[{\"name\":\"cf5xx\",\"description\":\"x\",\"options\":[{\"type\":3,\"name\":\"query\","
                        + "\"description\":\"x\",\"autocomplete\":true}]}]");
        assertThat(put.status()).as("%s", put.json()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        discord.close();
    }

    private Asked ask() {
        return ada.slash(discord.general(), "cf5xx", Map.of("query", "524"));
    }

    private Rest.Answer answer(Asked asked, String json) {
        return rest.post("interactions/" + asked.id() + "/" + asked.token() + "/callback?with_response=true", json);
    }

    private String webhook(Asked asked) {
        return "webhooks/" + discord.application() + "/" + asked.token();
    }

    @Test
    void answer_inThreeSeconds_isTakenAndLaterIsUnknown() {
        Asked inTime = ask();
        clock.pass(Duration.ofSeconds(3));
        assertThat(answer(inTime, "{\"type\":4,\"data\":{\"content\":\"x\"}}").status())
                .isEqualTo(200);

        Asked late = ask();
        clock.pass(Duration.ofMillis(3001));
        Rest.Answer refused = answer(late, "{\"type\":4,\"data\":{\"content\":\"x\"}}");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.code()).isEqualTo(10062);
        assertThat(rest.post(webhook(late), "{\"content\":\"x\"}").code()).isEqualTo(10015);
    }

    @Test
    void answer_twice_isAlreadyAcknowledged() {
        Asked asked = ask();
        answer(asked, "{\"type\":5}");

        assertThat(answer(asked, "{\"type\":4,\"data\":{\"content\":\"x\"}}").code())
                .isEqualTo(40060);
    }

    @Test
    void answer_refused_leavesTheInteractionOpen() {
        Asked asked = ask();

        assertThat(answer(asked, "{\"type\":4,\"data\":{}}").code()).isEqualTo(50006);
        assertThat(answer(asked, "{\"type\":4,\"data\":{\"content\":\"x\"}}").status())
                .isEqualTo(200);
    }

    @Test
    void token_afterFifteenMinutes_isInvalid() {
        Asked asked = ask();
        answer(asked, "{\"type\":4,\"data\":{\"content\":\"x\"}}");
        clock.pass(Duration.ofMinutes(15));
        assertThat(rest.post(webhook(asked), "{\"content\":\"y\"}").status()).isEqualTo(200);
        clock.pass(Duration.ofMillis(1));

        Rest.Answer refused = rest.post(webhook(asked), "{\"content\":\"z\"}");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo(50027);
    }

    @Test
    void deferral_takesNoFlagButEphemeral() {
        assertThat(answer(ask(), "{\"type\":5,\"data\":{\"flags\":32768}}").error("data.flags"))
                .isNotEmpty();

        Asked asked = ask();
        assertThat(answer(asked, "{\"type\":5,\"data\":{\"flags\":64}}").status())
                .isEqualTo(200);
        assertThat(asked.answer()).isNull();
        Rest.Answer followUp =
                rest.post(webhook(asked), "{\"flags\":32768,\"components\":[{\"type\":10,\"content\":\"done\"}]}");

        assertThat(followUp.status()).isEqualTo(200);
        assertThat(asked.answer().text()).isEqualTo("done");
        assertThat(asked.answer().ephemeral()).isTrue();
        assertThat(ada.reads(discord.general())).hasSize(1);
        assertThat(bob.reads(discord.general())).isEmpty();
    }

    @Test
    void deferral_isSeenAsThinkingUntilTheOriginalIsEdited() {
        Asked asked = ask();
        answer(asked, "{\"type\":5}");
        assertThat(bob.reads(discord.general()).get(0).loading()).isTrue();

        rest.send("PATCH", webhook(asked) + "/messages/@original", "{\"content\":\"done\"}");

        assertThat(bob.reads(discord.general()).get(0).loading()).isFalse();
        assertThat(asked.answer().text()).isEqualTo("done");
    }

    @Test
    void followUps_areEditedAndDeletedByIdAndByOriginal() {
        Asked asked = ask();
        answer(asked, "{\"type\":4,\"data\":{\"content\":\"a\",\"flags\":64}}");
        String id = rest.post(webhook(asked), "{\"content\":\"b\",\"flags\":64}")
                .json()
                .path("id")
                .asText();

        assertThat(rest.send("PATCH", webhook(asked) + "/messages/" + id, "{\"content\":\"c\"}")
                        .status())
                .isEqualTo(200);
        assertThat(rest.send("DELETE", webhook(asked) + "/messages/@original", null)
                        .status())
                .isEqualTo(204);

        assertThat(ada.reads(discord.general())).extracting(Message::text).containsExactly("c");
        assertThat(rest.get(webhook(asked) + "/messages/@original").code()).isEqualTo(10008);
        assertThat(rest.get("channels/" + discord.general() + "/messages/" + id).code())
                .isEqualTo(10008);
    }

    @Test
    void pings_ofAnAnswer_areUsersOnlyByDefault() {
        Asked asked = ask();
        answer(asked, "{\"type\":4,\"data\":{\"content\":\"@everyone <@" + bob.id() + ">\"}}");

        assertThat(asked.answer().pings().users()).containsExactly(bob.id());
        assertThat(asked.answer().pings().everyone()).isFalse();
    }

    @Test
    void callbacks_thatDoNotFit_areRefused() {
        Asked command = ask();
        assertThat(answer(command, "{\"type\":6}").code()).isEqualTo(50035);
        assertThat(answer(command, "{\"type\":8,\"data\":{\"choices\":[]}}").code())
                .isEqualTo(50035);
        assertThat(answer(command, "{\"type\":99}").code()).isEqualTo(50035);

        Asked typing = ada.typing(discord.general(), "cf5xx", "query", "5");
        assertThat(answer(typing, "{\"type\":4,\"data\":{\"content\":\"x\"}}").code())
                .isEqualTo(50035);
        assertThat(answer(typing, "{\"type\":8,\"data\":{\"choices\":[]}}").status())
                .isEqualTo(200);
    }

    @Test
    void modalSubmit_isNotAnsweredByAModal() {
        String modal = "{\"type\":9,\"data\":{\"custom_id\":\"m\",\"title\":\"t\",\"components\":[{\"type\":18,"
                + "\"label\":\"l\",\"component\":{\"type\":4,\"style\":1,\"custom_id\":\"ray\"}}]}}";
        Asked asked = ask();
        assertThat(answer(asked, modal).status()).isEqualTo(200);

        Asked submitted = ada.submit(asked, Map.of("ray", "8f00"));

        assertThat(answer(submitted, modal).code()).isEqualTo(50035);
        assertThat(answer(submitted, "{\"type\":7,\"data\":{\"content\":\"x\"}}")
                        .code())
                .isEqualTo(50035);
        assertThat(answer(submitted, "{\"type\":4,\"data\":{\"content\":\"x\"}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void press_isAnsweredByAnEditOfItsMessage() {
        Asked asked = ask();
        answer(
                asked,
                "{\"type\":4,\"data\":{\"content\":\"a\",\"components\":[{\"type\":1,\"components\":["
                        + "{\"type\":2,\"style\":1,\"custom_id\":\"go\",\"label\":\"Go\"}]}]}}");

        Asked pressed = bob.press(asked.answer(), "Go");
        assertThat(answer(pressed, "{\"type\":6}").status()).isEqualTo(200);
        rest.send("PATCH", webhook(pressed) + "/messages/@original", "{\"content\":\"b\",\"components\":[]}");

        assertThat(asked.answer().text()).isEqualTo("b");
        assertThat(asked.answer().buttons()).isEmpty();
    }
}
