package dev.cf5xx.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The words of the remote check are found by id, and read only when asked for. */
class FindingsTest {
    private final Knowledge knowledge = Knowledge.shipped();

    @Test
    void meaning_ofAnExpiredCertificate_saysWhatWhyAndWhatNext() {
        Meaning meaning = knowledge.meaning("certificate-expired").orElseThrow();
        assertThat(meaning.id()).isEqualTo("certificate-expired");
        assertThat(meaning.at()).isEqualTo(Meaning.Place.ORIGIN);
        assertThat(meaning.says().en()).contains("{date.ago}", "{subject}");
        assertThat(meaning.says().zh()).contains("{date.ago}", "{subject}");
        assertThat(meaning.why()).isNotNull();
        assertThat(meaning.path()).isNotNull();
        assertThat(meaning.facts()).contains("526.cause.expired");
        assertThat(meaning.next())
                .extracting(Meaning.Remedy::audience)
                .containsExactly(Audience.HOST, Audience.SITE_OWNER);
        assertThat(meaning.next().get(0).commands()).hasSize(1);
        assertThat(meaning.next().get(0).risk()).isNull();
        assertThat(meaning.next().get(1).risk()).isNotNull();
    }

    @Test
    void meaning_withoutWhyAndPath_hasNone() {
        Meaning meaning = knowledge.meaning("nxdomain").orElseThrow();
        assertThat(meaning.at()).isEqualTo(Meaning.Place.DNS);
        assertThat(meaning.why()).isNull();
        assertThat(meaning.path()).isNull();
    }

    @Test
    void observationAndTerm_thatAreKnown_areFound() {
        assertThat(knowledge.observation("tcp-refused"))
                .get()
                .extracting(Text::en)
                .asString()
                .contains("{address}", "{port}", "{ms}");
        assertThat(knowledge.term("self-signed")).contains(new Text("self-signed", "自签名"));
    }

    @Test
    void id_thatIsUnknown_findsNothing() {
        assertThat(knowledge.meaning("no-such-finding")).isEmpty();
        assertThat(knowledge.observation("certificate-expired")).isEmpty();
        assertThat(knowledge.term("")).isEmpty();
    }

    @Test
    void findings_asRead_cannotBeChanged() {
        Findings findings = knowledge.findings();
        assertThat(findings.meanings()).isUnmodifiable();
        assertThat(findings.observations()).isUnmodifiable();
        assertThat(findings.terms()).isUnmodifiable();
    }

    @Test
    void guideAlone_askedFor_doesNotReadTheFindings() {
        List<String> opened = new ArrayList<>();
        Knowledge watched = new Knowledge(name -> {
            opened.add(name);
            return Knowledge.class.getResourceAsStream(name);
        });
        assertThat(watched.guide("524")).isPresent();
        assertThat(opened).containsExactly("guide-524.json");
        Optional<Meaning> first = watched.meaning("silent");
        assertThat(watched.meaning("silent")).isEqualTo(first).isPresent();
        assertThat(opened).containsExactly("guide-524.json", "findings.json");
    }
}
