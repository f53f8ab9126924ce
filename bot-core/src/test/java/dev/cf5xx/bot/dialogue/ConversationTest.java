package dev.cf5xx.bot.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.knowledge.Lang;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole conversations, from the code through its follow-ups, answer what was asked about what the thread is about. */
class ConversationTest {
    private final Talker talk = Talker.english();

    @Test
    void code_thenFollowUps_answersEachAboutThatCode() {
        assertThat(talk.says("524")).contains("524 · A timeout occurred", "Whose fault", "125 s");
        assertThat(talk.says("whose fault?"))
                .contains("524 ·", "Almost surely the origin")
                .doesNotContain("125 s");
        assertThat(talk.says("how long is the timeout?")).contains("524 ·", "125 s", "6,000 s");
        assertThat(talk.says("and 525?")).contains("525 ·").doesNotContain("524 ·");
        assertThat(talk.says("whose fault?")).contains("525 ·").doesNotContain("524 ·");
        assertThat(talk.says("what should I send to support?")).contains("525 ·");
        assertThat(talk.state().codes()).containsExactly("525");
        assertThat(talk.state().posted()).isEqualTo(6);
    }

    @Test
    void chineseCode_thenFollowUps_answersInChinese() {
        assertThat(talk.says("524怎么回事")).contains("524 · 等待响应超时", "谁的问题");
        assertThat(talk.says("谁的问题")).contains("524 ·", "源站");
        assertThat(talk.says("超时多久")).contains("125 秒");
        assertThat(talk.says("那 525 呢")).contains("525 ·");
        assertThat(talk.state().lang()).isEqualTo(Lang.ZH);
    }

    @Test
    void moreAndLess_byWord_editTheSameMessage() {
        String brief = talk.says("524");
        String full = talk.says("more");
        assertThat(talk.effects()).singleElement().isInstanceOf(Effect.Edit.class);
        assertThat(talk.effects().get(0).message()).isEqualTo("m1");
        assertThat(full.length()).isGreaterThan(2 * brief.length());
        assertThat(full).contains("[less]");
        assertThat(talk.says("less")).isEqualTo(brief);
        assertThat(talk.effects()).singleElement().isInstanceOf(Effect.Edit.class);
        assertThat(talk.state().posted()).isEqualTo(1);
    }

    @Test
    void moreAndLess_byButton_editTheMessageOfTheButton() {
        String first = talk.says("524");
        String more = talk.buttons().get(0);
        assertThat(more).isEqualTo("m1/more");
        talk.says("525");
        String full = talk.presses(more);
        assertThat(full).contains("524 ·").doesNotContain("525 ·");
        assertThat(talk.effects()).singleElement().isInstanceOf(Effect.Edit.class);
        assertThat(talk.effects().get(0).message()).isEqualTo("m1");
        assertThat(talk.buttons()).contains("m1/less");
        assertThat(talk.presses("m1/less")).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"中文", "m1/in/zh"})
    void otherLanguage_byWordOrButton_postsTheSameInIt(String way) {
        talk.says("what is 524");
        String chinese = way.startsWith("m1") ? talk.presses(way) : talk.says(way);
        assertThat(chinese).contains("524 · 等待响应超时", "[English]");
        assertThat(talk.effects()).singleElement().isInstanceOf(Effect.Post.class);
        assertThat(talk.effects().get(0).message()).isEqualTo("m2");
    }

    @Test
    void english_byWordInAChineseThread_postsTheSameInEnglish() {
        talk.says("524 是什么");
        assertThat(talk.says("English")).contains("524 · A timeout occurred");
    }

    @Test
    void manyCodes_inOneMessage_areListedWithAButtonEach() {
        String list = talk.says("errors 520, 521, 522, 523 and 524");
        assertThat(talk.effects()).hasSize(1);
        assertThat(list.lines().filter(line -> line.contains(" · "))).hasSizeGreaterThanOrEqualTo(5);
        assertThat(talk.state().codes()).startsWith("520", "521", "522");
        assertThat(talk.presses("m1/code/521")).contains("521 ·", "What to do");
    }

    @ParameterizedTest
    @CsvSource({
        "502 vs 504, 502, 504, a 504 comes",
        "521 和 522 有什么区别, 521, 522, 马上被拒绝",
        "525 or 526?, 525, 526, certificate that Full (strict)",
        "520 还是 502, 520, 502, 520 是响应",
        "522/524 怎么区分, 522, 524, 等了两分钟",
        "what is the difference between 1016 and 530, 1016, 530, They come together"
    })
    void comparison_saysWhatTellsThemApart_andShowsBothWithAButtonEach(
            String text, String one, String other, String telling) {
        String reply = talk.says(text);
        assertThat(talk.effects()).hasSize(1);
        assertThat(reply).contains(one + " ·", other + " ·").containsSubsequence(telling);
        assertThat(reply.indexOf(telling)).isLessThan(reply.indexOf(" ·"));
        assertThat(talk.buttons()).contains("m1/code/" + one, "m1/code/" + other);
    }

    @ParameterizedTest
    @CsvSource({
        "all 52x, 520, 527, 500",
        "52x 都有哪些, 520, 527, 500",
        "50x, 500, 504, 520",
        "5xx, 500, 530, 1016",
        "list of all cloudflare error codes, 500, 530, 1016",
        "cloudflare 错误码有哪些, 500, 530, 1016"
    })
    void family_isListedALinePerCode(String text, String first, String last, String other) {
        String list = talk.says(text);
        assertThat(talk.effects()).hasSize(1);
        assertThat(list).contains(first + " ·", last + " ·").doesNotContain(other + " ·");
    }

    @Test
    void anotherCode_afterAQuestion_isAskedTheSame() {
        talk.says("what do I send to support for a 522?");
        assertThat(talk.says("and 520?")).contains("520 ·", "Have ready", "HAR").doesNotContain("Likely causes");
        talk.says("谁的问题");
        assertThat(talk.says("那证书呢")).contains("520 ·");
    }

    @ParameterizedTest
    @CsvSource({"524, still not working, What to try next", "522 怎么办, 还是不行, 接下来试试"})
    void stillNotWorking_getsStepsThatWereNotShown(String first, String then, String heading) {
        String shown = talk.says(first);
        String next = talk.says(then);
        assertThat(next).contains(heading);
        assertThat(next.lines().filter(line -> line.strip().matches("\\d\\. .*")))
                .isNotEmpty()
                .noneMatch(shown::contains);
    }

    @ParameterizedTest
    @CsvSource({
        "how long before a 522? can I raise the timeout?, 19 s, Likely causes",
        "521 怎么修, 怎么处理, 常见原因",
        "what should I send to support for a 525?, Have ready, More",
        "526 behind cloudflare: which ssl mode, Full instead of Full (strict), renew it"
    })
    void question_withACode_isAnsweredFirst(String text, String asked, String rest) {
        String reply = talk.says(text);
        assertThat(reply).contains(asked, rest);
        assertThat(reply.indexOf(asked)).isLessThan(reply.indexOf(rest));
    }

    @Test
    void pastedPage_isReadAloudBeforeTheAnswer_inTheLanguageAroundIt() {
        String reply = talk.says("""
                网站打不开，页面是这样：
                Error code 522
                Ray ID: 8f2a1b3c4d5e6f70 • 2026-11-21 22:04:05 UTC
                Browser
                Working
                Frankfurt
                Cloudflare
                Working
                shop.example.com
                Host
                Error
                """);
        assertThat(reply)
                .contains(
                        "从你贴的内容里读到",
                        "8f2a1b3c4d5e6f70",
                        "shop.example.com",
                        "Frankfurt",
                        "2026-11-21 22:04:05",
                        "522 ·");
        assertThat(reply.indexOf("8f2a1b3c4d5e6f70")).isLessThan(reply.indexOf("522 ·"));
    }

    @Test
    void pastedHeaders_giveCodeAndRay() {
        assertThat(talk.says("HTTP/2 525\nserver: cloudflare\ncf-ray: 8f2a1b3c4d5e6f70-FRA\n"))
                .contains("Read from what you pasted: ", "Ray ID 8f2a1b3c4d5e6f70", "FRA", "525 ·");
    }

    @Test
    void pastedTrace_withoutACode_isReadAndTheCodeAskedFor() {
        assertThat(talk.says(
                        "fl=1f1\nh=shop.example.com\nip=203.0.113.9\nts=1795300000.1\nvisit_scheme=https\ncolo=HKG\n"))
                .contains("HKG", "shop.example.com", "What does the error page show?")
                .doesNotContain("203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource({
        "flexible or full?, Full",
        "what's a ray id, Ray ID",
        "how do I get a HAR file, HAR",
        "is cloudflare down?, cloudflarestatus",
        "Full (strict) 和 Full 有什么区别, 严格",
        "ray id 是什么, Ray ID",
        "what do I send to Cloudflare support?, Ray ID"
    })
    void questionAboutNoCode_addressed_isAnsweredFromTheOverview(String text, String word) {
        assertThat(talk.says(text)).contains(word).doesNotContain("What does the error page show?", "错误页上写的是什么");
        assertThat(talk.overheard(text)).isEmpty();
    }

    @Test
    void tunnelThatIsDown_besideA530_isExplainedAsThe1033() {
        assertThat(talk.says("tunnel shows DOWN in the cloudflare dashboard and the site gives 530"))
                .contains("1033 ·");
    }

    @Test
    void comparison_withOneCode_isWithTheThreads() {
        talk.says("我的网站521");
        assertThat(talk.says("和522有什么区别")).contains("521 ·", "522 ·", "马上被拒绝");
    }

    @Test
    void pastedChinesePage_isAnsweredInChinese_anEnglishOneInTheReadersLanguage() {
        assertThat(talk.says("错误代码 521\n射线 ID: 8f2a1b3c4d5e6f70 • 2026-11-21 22:04:05 UTC\n"))
                .contains("谁的问题");
        Talker chinese = new Talker(Lang.ZH, Dialect.PLAIN);
        assertThat(chinese.says("Error code 521\nRay ID: 8f2a1b3c4d5e6f70 • 2026-11-21 22:04:05 UTC\n"))
                .contains("谁的问题");
    }

    @Test
    void rayOfARequestThatWentWell_isNotReadAloud() {
        assertThat(talk.says("HTTP/2 200\nserver: cloudflare\ncf-ray: 8f2a1b3c4d5e6f70-FRA\n\nbut users see 522"))
                .contains("522 ·")
                .doesNotContain("8f2a1b3c4d5e6f70");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我爱你 520",
                "1.2.3.4 - - [21/Nov/2026:22:04:05 +0000] \"GET /x HTTP/1.1\" 200 522 \"-\" \"curl/8\"",
                "521 是情人节后一天",
                "电话 522-1234",
                "522 yen",
                "1020 hPa",
                "1033 米",
                "section 526 of the tax code",
                "my worker threw exception in the thread pool"
            })
    void numbersOfOtherThings_overheard_areLeftAlone(String text) {
        assertThat(talk.overheard(text)).isEmpty();
    }

    @Test
    void whatOnlyCloudflareCanMean_addressed_needsNoName() {
        assertThat(talk.says("回源握手失败")).contains("525 ·");
        assertThat(Talker.english().overheard("回源握手失败")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx 502 on staging, no cf here", "we migrated off cloudflare, still 502"})
    void badGatewayOfAnother_isNotCalledCloudflares(String text) {
        assertThat(talk.says(text)).contains("Nothing here says that Cloudflare made this 502");
    }

    @Test
    void cardNumber_calledRay_isNoRayId() {
        assertThat(talk.says("ray 4111111111111111")).doesNotContain("4111111111111111");
    }

    @Test
    void pastedHar_isNamedAsDangerous() {
        assertThat(
                        talk.says(
                                "{\"log\":{\"version\":\"1.2\",\"entries\":[{\"startedDateTime\":\"2026-11-21T22:04:05Z\",\"request\":{}}]}}"))
                .contains("live sessions");
    }

    @Test
    void visitor_isToldThatTheOwnerMustAct() {
        assertThat(talk.says("error 522 whenever i try to open that website")).contains("Only visiting the site?");
    }

    @Test
    void words_thatFitSeveralCodes_askWhichAndTheButtonAnswers() {
        String question = talk.says("cloudflare ssl handshake failed, invalid ssl certificate");
        assertThat(talk.effects()).hasSize(1);
        assertThat(question).contains("Which number is on the page?", "525", "526");
        assertThat(talk.buttons()).contains("m1/code/525", "m1/code/526");
        assertThat(talk.presses("m1/code/526")).contains("526 ·");
        assertThat(talk.state().codes()).containsExactly("526");
    }

    @Test
    void generic502_withoutCloudflare_saysSoAndAsks() {
        assertThat(talk.says("502 bad gateway"))
                .contains("Nothing here says that Cloudflare made this 502", "Ray ID")
                .doesNotContain("Which one is yours?");
        assertThat(talk.says("yes, 502 by cloudflare")).contains("502 ·").doesNotContain("Nothing here says");
    }

    @ParameterizedTest
    @CsvSource({"error 529, 529, 530", "错误 599, 599, 530", "error code: 1999, 1999, 1206"})
    void unknownCode_addressed_namesTheNearest(String text, String code, String nearest) {
        assertThat(talk.says(text)).contains(code, nearest);
        assertThat(talk.state().codes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "", " ", "HELP", " help ", "?", "hi", "帮助", "你好"})
    void help_addressed_listsWhatToSay(String text) {
        assertThat(talk.says(text)).contains("522", "1016");
    }

    @ParameterizedTest
    @ValueSource(strings = {"what's for lunch", "今天吃什么", "", "   ", "🙏", "\0"})
    void anythingElse_addressed_saysWhatTheBotKnows(String text) {
        assertThat(talk.says(text)).contains("5XX", "1XXX");
        assertThat(talk.effects()).hasSize(1);
    }

    @Test
    void address_alone_asksWhatItShows() {
        assertThat(talk.says("https://Shop.example.net/cart?id=1"))
                .contains("What does shop.example.net show", "https://shop.example.net/")
                .doesNotContain("id=1");
        assertThat(talk.says("522")).contains("522 ·");
        assertThat(talk.says("more")).contains("shop.example.net").doesNotContain("www.example.com");
    }

    @Test
    void address_newer_replacesTheHostOfTheThread() {
        talk.says("https://a.example.net/ 522");
        talk.says("https://b.example.net/ 522");
        assertThat(talk.state().host()).isEqualTo("b.example.net");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a;rm.example.net/",
                "https://$(id).example.net/",
                "https://a_b.example.net/",
                "https://localhost/",
                "https://[2001:db8::1]/",
                "https://-o.example.net/",
                "https://a'b.example.net/",
                "https://%24x.example.net/",
                "https://a&b.example.net/",
                "https://{host}/"
            })
    void hostName_thatIsUnsafeInACommand_isNeverTaken(String url) {
        talk.says("522 " + url);
        assertThat(talk.state().host()).as(url).isNull();
        assertThat(talk.says("more")).doesNotContain(url);
    }

    @Test
    void hostName_unsafeAfterASafeOne_isNotAnsweredWithTheOldOne() {
        talk.says("https://a.example.net/");
        assertThat(talk.says("https://a_b.example.org/")).doesNotContain("a.example.net");
    }

    @Test
    void userInfo_inAnAddress_makesItNobodysSite() {
        talk.says("522 https://www.example.org@shop.example.net/");
        assertThat(talk.state().host()).isNull();
    }

    @Test
    void hostName_inAnotherScript_isTakenAsTheDnsKnowsIt() {
        talk.says("522 https://例子.example.net/");
        assertThat(talk.state().host()).isEqualTo("xn--fsqu00a.example.net");
    }

    @Test
    void slackAddress_inAMessage_givesTheHost() {
        Talker slack = new Talker(Lang.EN, Dialect.SLACK);
        slack.says("522 on <https://shop.example.net/?a=1&amp;b=2|our shop>");
        assertThat(slack.state().host()).isEqualTo("shop.example.net");
    }

    @Test
    void railgun_named_isRememberedByTheThread() {
        assertThat(talk.says("524")).doesNotContain("Railgun");
        assertThat(talk.says("more")).doesNotContain("If it is: With Railgun");
        assertThat(talk.says("we use railgun, error 524")).contains("524 ·");
        assertThat(talk.state().named()).containsExactly("railgun");
        assertThat(talk.says("more")).contains("If it is: With Railgun");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m9/more",
                "m1",
                "",
                "/",
                "m1/",
                "m1/nonsense",
                "m2/less",
                "x/more",
                "m1/in",
                "../m1/more",
                "m1/more/more/x"
            })
    void button_staleOrForged_neverFails(String button) {
        talk.says("524");
        talk.presses(button);
        assertThat(talk.effects()).hasSizeLessThanOrEqualTo(1);
        assertThat(talk.state().codes()).containsExactly("524");
    }

    @Test
    void button_ofAForgottenMessage_saysThatItIsGone() {
        assertThat(talk.presses("m1/more")).contains("That button belongs to a message I no longer have");
        talk.says("524");
        for (int i = 0; i < 60; i++) {
            talk.says("52" + i % 8);
        }
        assertThat(talk.presses("m1/more")).contains("no longer have");
        assertThat(talk.presses("m60/more")).doesNotContain("no longer have");
        assertThat(talk.state().shown()).hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void topic_thatTheGuideLacks_saysSoInOneLine() {
        talk.says("1003");
        assertThat(talk.says("websocket?")).startsWith("I have nothing on that for 1003.\n[more]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "difference between 522 and 524",
                "524和522有什么区别",
                "Wie behebe ich 522",
                "my 522 and my password, what about it"
            })
    void knownCode_addressedWithoutASignOfAnError_isExplained(String text) {
        assertThat(talk.says(text)).contains("522 ·");
        assertThat(talk.overheard("I have 522 problems")).isEmpty();
    }

    @Test
    void cloudflareWithoutAnError_addressed_isAskedForTheNumber() {
        assertThat(talk.says("site behind cloudflare is dead since this morning"))
                .startsWith("What does the error page show?");
        assertThat(talk.says("what is for lunch")).startsWith("I only know Cloudflare's");
    }

    @Test
    void help_afterACode_isStillHelp() {
        talk.says("522");
        assertThat(talk.says("help")).contains("I explain Cloudflare's 5XX errors");
        assertThat(talk.says("谢谢！")).isEqualTo("不客气，再出问题随时叫我。");
    }

    @Test
    void more_afterAMessageThatIsNoGuide_meansTheLatestGuide() {
        talk.says("522");
        talk.says("error 529");
        assertThat(talk.says("more")).contains("522 ·", "[less]");
    }

    @Test
    void lineNotUnderstood_inAThreadAboutACode_saysWhatCanBeAsked() {
        talk.says("522");
        assertThat(talk.says("foo bar baz")).startsWith("I did not get that. On 522 you can ask");
    }

    @Test
    void cloudflaresOwnAddress_inAPastedPage_isNotTheReadersSite() {
        assertThat(
                        talk.says(
                                "521 Web server is down https://www.cloudflare.com/5xx-error-landing https://shop.example.net/"))
                .contains("521 ·");
        assertThat(talk.state().host()).isEqualTo("shop.example.net");
    }

    @Test
    void code530_withThe1xxxItComesWith_isExplainedByThat() {
        assertThat(talk.says("error 530, page says error code: 1033"))
                .startsWith("1033 ·")
                .doesNotContain("530 ·");
    }

    @Test
    void logLine_addressed_isRecognised() {
        assertThat(talk.says(
                        "2026/11/22 10:00:00 [error] 123#123: *5 upstream prematurely closed connection while reading"
                                + " response header from upstream"))
                .contains("520 ·");
        assertThat(talk.says("connection failed 192.0.2.1:443/example.com:remote error: handshake failure"))
                .contains("527 ·");
    }

    @Test
    void button_forACodeThereIsNone_isAnswered() {
        talk.says("522");
        assertThat(talk.presses("m1/code/999")).contains("522 ·");
    }

    @ParameterizedTest
    @ValueSource(strings = {"how do we fix the printer", "ok I will ask whose fault it was in the meeting"})
    void peopleTalkingToEachOther_inAThreadAtWork_areLeftAlone(String text) {
        talk.says("522");
        assertThat(talk.overheard(text)).isEmpty();
        assertThat(talk.overheard("whose fault is it?")).contains("522 ·");
    }

    @Test
    void messages_ofOneTurn_carryConsecutiveNames() {
        talk.says("521 and 522 errors");
        talk.says("524");
        assertThat(talk.effects()).extracting(Effect::message).isEqualTo(List.of("m2"));
    }
}
