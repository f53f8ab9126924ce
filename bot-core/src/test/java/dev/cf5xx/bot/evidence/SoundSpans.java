package dev.cf5xx.bot.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Holds what was found to standing in the message, in order, none over another. */
final class SoundSpans {
    private SoundSpans() {}

    static void check(List<Artefact> found, int length) {
        int last = 0;
        for (Artefact artefact : found) {
            assertThat(artefact.start()).as("%s", artefact).isGreaterThanOrEqualTo(last);
            assertThat(artefact.end()).as("%s", artefact).isGreaterThan(artefact.start());
            last = artefact.end();
        }
        assertThat(last).isLessThanOrEqualTo(length);
        assertThat(found).hasSizeLessThanOrEqualTo(ArtefactReader.MOST);
    }
}
