package sslorders.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the project's texts to standard technical English. */
class LanguageTest {
    private static final List<Finding> FINDINGS = new ArrayList<>();
    private static List<JustifiedUse> justified;

    @BeforeAll
    static void search() throws IOException {
        BannedPhrases banned = new BannedPhrases(ProjectTexts.rules("banned.txt").stream()
                .map(BannedPhrase::parse)
                .toList());
        FINDINGS.addAll(ProjectTexts.read().entrySet().parallelStream()
                .flatMap(text -> banned.findIn(text.getKey(), text.getValue()).stream())
                .toList());
        justified = ProjectTexts.rules("exceptions.txt").stream()
                .map(JustifiedUse::parse)
                .toList();
    }

    @Test
    void textsContainNoBannedPhrase() {
        List<String> unjustified = FINDINGS.stream()
                .filter(finding -> justified.stream().noneMatch(use -> use.covers(finding)))
                .map(Finding::toString)
                .toList();

        assertThat(unjustified)
                .withFailMessage(() -> unjustified.size() + " banned phrases:\n" + String.join("\n", unjustified))
                .isEmpty();
    }

    @Test
    void everyExceptionMatchesAFinding() {
        assertThat(justified)
                .as("exceptions.txt; remove exceptions that match nothing")
                .allSatisfy(use -> assertThat(FINDINGS).anyMatch(use::covers));
    }
}
