package dev.cf5xx.bot.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.knowledge.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bot speaks when it is meant or a 5XX is, stays silent and unmoved otherwise, and answers in the right language. */
class ListeningTest {
    private final Talker talk = Talker.english();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what's for lunch",
                "今天吃什么",
                "help",
                "more",
                "中文",
                "https://shop.example.net/",
                "error 529",
                "whose fault?",
                "524 tests passed",
                "railgun is a great film",
                "",
                "thanks!"
            })
    void overheard_nothingOfOurs_isSilentAndChangesNothing(String text) {
        talk.overheard(text);
        assertThat(talk.effects()).isEmpty();
        assertThat(talk.state()).isSameAs(State.NEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"we keep getting error 524", "网站一直报524", "cloudflare says web server is down"})
    void overheard_complaintOfA5xx_isAnswered(String text) {
        talk.overheard(text);
        assertThat(talk.effects()).hasSize(1);
        assertThat(talk.state().atWork()).isTrue();
    }

    @Test
    void overheard_followUpWhereTheBotIsAtWork_isAnswered() {
        talk.overheard("we keep getting error 524");
        assertThat(talk.overheard("how long is the timeout?")).contains("524 ·", "125 s");
        assertThat(talk.overheard("more")).contains("524 ·");
    }

    @Test
    void overheard_smallTalkWhereTheBotIsAtWork_isSilentAndChangesNothing() {
        talk.overheard("we keep getting error 524");
        State before = talk.state();
        for (String text :
                new String[] {"ok thanks", "谢谢", "lunch at https://b.example.net/?", "I will look tomorrow"}) {
            talk.overheard(text);
            assertThat(talk.effects()).as(text).isEmpty();
            assertThat(talk.state()).as(text).isSameAs(before);
        }
    }

    @Test
    void overheard_longTalkBetweenPeople_isNotTakenForAFollowUp() {
        talk.overheard("we keep getting error 524");
        talk.overheard(
                "I asked the people at the data centre why the cooling was off and what to do about it next week");
        assertThat(talk.effects()).isEmpty();
    }

    @Test
    void language_noneToldByTheMessage_isThePersonsThenTheWorkspaces() {
        assertThat(new Talker(Lang.EN, Dialect.PLAIN).says("524")).contains("A timeout occurred");
        assertThat(new Talker(Lang.ZH, Dialect.PLAIN).says("524")).contains("等待响应超时");
        assertThat(new Talker(Lang.EN, Dialect.PLAIN).says("524", Lang.ZH)).contains("等待响应超时");
        assertThat(new Talker(Lang.ZH, Dialect.PLAIN).says("524", Lang.EN)).contains("A timeout occurred");
    }

    @Test
    void language_ofTheMessage_winsOverThePersons() {
        assertThat(new Talker(Lang.ZH, Dialect.PLAIN).says("what is 524", Lang.ZH))
                .contains("A timeout occurred");
        assertThat(talk.says("524 是什么意思", Lang.EN)).contains("等待响应超时");
    }

    @Test
    void language_ofTheThread_staysUntilSomebodyWritesTheOther() {
        talk.says("524 是什么意思");
        assertThat(talk.says("525")).contains("525 ·").contains("谁的问题");
        assertThat(talk.says("what about error 526")).contains("Whose fault");
        assertThat(talk.says("522")).contains("Whose fault");
    }

    @Test
    void address_withoutWords_doesNotChangeTheLanguage() {
        talk.says("524 是什么意思");
        assertThat(talk.says("https://shop.example.net/")).contains("显示什么");
    }

    @Test
    void stateOfANewThread_isEmptyAndNotAtWork() {
        assertThat(State.NEW.atWork()).isFalse();
        assertThat(State.NEW.codes()).isEmpty();
        assertThat(State.NEW.host()).isNull();
    }
}
