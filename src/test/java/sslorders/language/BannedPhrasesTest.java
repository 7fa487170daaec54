package sslorders.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BannedPhrasesTest {
    private final BannedPhrases planted = new BannedPhrases(List.of(
            BannedPhrase.parse("(ships?|sailed) north = moves to a higher latitude = ships north"),
            BannedPhrase.parse("compass = navigation system = a compass")));

    static Stream<BannedPhrase> banned() throws IOException {
        return ProjectTexts.rules("banned.txt").stream().map(BannedPhrase::parse);
    }

    @ParameterizedTest
    @MethodSource("banned")
    void everyPhraseMatchesItsExample(BannedPhrase phrase) {
        assertThat(new BannedPhrases(List.of(phrase)).findIn("example", phrase.example()))
                .hasSize(1);
    }

    @Test
    void findingNamesFileLinePhraseAndStandardTerm() {
        String text = "A fine day.\nThe crew Sailed north.\nIt has a compass.\n";

        assertThat(planted.findIn("docs/log.md", text))
                .extracting(Finding::toString)
                .containsExactly(
                        "docs/log.md:2: \"sailed north\": use \"moves to a higher latitude\"",
                        "docs/log.md:3: \"compass\": use \"navigation system\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It ships north.",
                "/** Who\n     * ships\n     * north. */",
                "// ships\n        // north",
                "# It ships\n# north",
                "-- It ships\n-- north",
                "String s = \"It ships \"\n        + \"north\";",
                "void crewShipsNorth() {}",
                "class AShipsNorthTest {}",
                "SHIPS NORTH",
            })
    void phraseIsFoundInEachKindOfText(String text) {
        assertThat(planted.findIn("text", text))
                .extracting(Finding::phrase)
                .singleElement()
                .asString()
                .isEqualToIgnoringCase("ships north");
    }

    @ParameterizedTest
    @ValueSource(strings = {"encompass", "compasses", "ships northward", "ships\", \"north", "ships. North"})
    void partOfAnotherWordOrSentenceIsNotFound(String text) {
        assertThat(planted.findIn("text", text)).isEmpty();
    }

    @Test
    void exceptionCoversOnePhraseInOneFile() {
        JustifiedUse use = JustifiedUse.parse("docs/log.md = compass = the name of a product");

        assertThat(use.covers(new Finding("docs/log.md", 7, "compass", ""))).isTrue();
        assertThat(use.covers(new Finding("docs/log.md", 7, "ships north", ""))).isFalse();
        assertThat(use.covers(new Finding("README.md", 7, "compass", ""))).isFalse();
    }

    @Test
    void exceptionWithAsteriskCoversItsWholeFile() {
        JustifiedUse use = JustifiedUse.parse("docs/log.md = * = a historic document");

        assertThat(use.covers(new Finding("docs/log.md", 7, "compass", ""))).isTrue();
        assertThat(use.covers(new Finding("README.md", 7, "compass", ""))).isFalse();
    }

    @Test
    void exceptionWithoutReasonIsRejected() {
        assertThatThrownBy(() -> JustifiedUse.parse("docs/log.md = compass = "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sectionsOfReleasesAreLeftOut() {
        assertThat(ProjectTexts.unreleased(
                        "# Changelog\n\n## [1.1.0] - Unreleased\nnew\n\n## [1.0.0] - 2026-11-22\nold\n"))
                .contains("new")
                .doesNotContain("old");
    }
}
