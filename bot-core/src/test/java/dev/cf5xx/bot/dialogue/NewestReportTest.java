package dev.cf5xx.bot.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.diagnose.Reports;
import dev.cf5xx.bot.wording.Saying;
import dev.cf5xx.bot.wording.Talk.Limit;
import dev.cf5xx.knowledge.Lang;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words about a report find the one that is meant, whatever was offered, refused or put off since. */
class NewestReportTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String URL = "https://shop.example.com/";
    private static final String OTHER = "https://www.example.com/";
    private static final Outcome LIMITED = new Outcome.Limited(Limit.PERSON, Duration.ofSeconds(20));

    private final Talker talk = Talker.looking();

    private void sees522(String url) {
        talk.says(url);
        talk.ends(new Outcome.Found(Reports.broken(url, NOON), Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"again", "check again", "is it fixed?", "再查一次", "好了吗"})
    void again_afterAnOfferNobodyTook_looksAtTheReportedSite(String words) {
        sees522(URL);
        talk.says("people on community.example.com say so too");
        talk.says(words);
        assertThat(talk.check()).get().extracting(Effect.Check::url).isEqualTo(URL);
    }

    @Test
    void origin_afterAnOfferNobodyTook_isLookedAtForTheReportedSite() {
        sees522(URL);
        talk.says("people on community.example.com say so too");
        talk.says("origin 203.0.113.7");
        assertThat(talk.check()).get().extracting(Effect.Check::url).isEqualTo(URL);
    }

    @Test
    void yes_toAnOffer_looksAtWhatWasOffered() {
        sees522(URL);
        talk.says("and www.example.com");
        talk.says("yes");
        assertThat(talk.check()).get().extracting(Effect.Check::url).isEqualTo(OTHER);
    }

    @Test
    void again_whereOnlyAnOfferWasMade_takesItUp() {
        talk.says("shop.example.com");
        talk.says("again");
        assertThat(talk.check()).get().extracting(Effect.Check::url).isEqualTo(URL);
    }

    @Test
    void otherLanguage_ofAnOffer_offersInIt() {
        talk.says("shop.example.com");
        assertThat(talk.says("中文")).contains("要我从外部检查一下 " + URL, "[好]");
        talk.says("好");
        assertThat(talk.check()).get().extracting(Effect.Check::lang).isEqualTo(Lang.ZH);
    }

    @Test
    void question_afterTheSameSiteWasPutOff_isAnsweredFromItsEarlierReport() {
        sees522(URL);
        talk.says("again");
        talk.ends(LIMITED);
        assertThat(talk.says("whose fault is it?")).contains(Saying.FAULT_OF_ORIGIN.in(Lang.EN));
        assertThat(talk.says("more")).contains("[less]");
        assertThat(talk.effects().get(0).message()).isEqualTo("m1");
    }

    @Test
    void question_afterAnotherSiteWasPutOff_isNotAnsweredFromTheFirstSitesReport() {
        sees522(URL);
        talk.says(OTHER);
        talk.ends(LIMITED);
        assertThat(talk.says("whose fault is it?")).doesNotContain(Saying.FAULT_OF_ORIGIN.in(Lang.EN));
    }

    @Test
    void again_afterAnotherSiteWasPutOff_looksAtThatSite() {
        sees522(URL);
        talk.says(OTHER);
        talk.ends(LIMITED);
        talk.says("again");
        assertThat(talk.check()).get().extracting(Effect.Check::url).isEqualTo(OTHER);
    }

    @Test
    void question_whileTheFirstLookRuns_isAskedToWait() {
        talk.says(URL);
        assertThat(talk.says("whose fault is it?")).isEqualTo(Saying.STILL_LOOKING.in(Lang.EN));
    }

    @Test
    void question_aboutACodeWhileALookRuns_isAnsweredFromItsGuide() {
        talk.says("error 522 on " + URL);
        assertThat(talk.says("whose fault is it?")).contains("522 ·");
    }
}
