package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptLanguageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Supported languages and their regions
                "de | de",
                "DE-at | de",
                "de-CH-1996 | de",
                "es-419 | es",
                "fr-CA, en;q=0.5 | fr",
                "en-GB | en",
                // Weights
                "de;q=0.5, fr;q=0.9 | fr",
                "de;q=0.5,fr;q=0.5 | de",
                "de;q=1.000, fr | de",
                "it, de;q=0.1 | de",
                "de ; q=0.2 , es ; Q=0.3 | es",
                "fr;q=0.001 | fr",
                // Exclusions
                "de;q=0 | en",
                "de;q=0, fr;q=0.1 | fr",
                "de-AT, de;q=0 | en",
                "de-AT;q=0, de;q=0.4 | de",
                "en;q=0, es;q=0.000 | en",
                "en;q=0, * | de",
                "en;q=0, de;q=0, * | es",
                "*;q=0 | en",
                // Any language
                "* | en",
                "*, de;q=0.5 | en",
                "fr;q=0.5, *;q=0.8 | en",
                "en;q=0.1, *;q=0.5 | de",
                "fr, *;q=0.1 | fr",
                // Unsupported languages
                "it | en",
                "pt-BR, zh;q=0.9 | en",
                "der | en",
                "x-de | en",
                // Malformed elements are ignored
                "'' | en",
                "' ' | en",
                ", ,de, | de",
                "de_AT, fr;q=0.1 | fr",
                "de;q=2, es;q=0.1 | es",
                "de;q=0.1234, es;q=0.1 | es",
                "de;q=-1 | en",
                "de;q=NaN | en",
                "de;q= | en",
                "de;level=1, fr;q=0.2 | fr",
                "<script> | en",
                "überall, es | es",
            })
    void languageIsTheBestSupportedOne(String header, String language) {
        assertThat(AcceptLanguage.best(List.of(header)).toLanguageTag()).isEqualTo(language);
    }

    @Test
    void absentHeaderIsEnglish() {
        assertThat(AcceptLanguage.best(List.of())).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void repeatedHeaderIsOneList() {
        assertThat(AcceptLanguage.best(List.of("de;q=0.5", "es;q=0.7, fr;q=0.6"))
                        .toLanguageTag())
                .isEqualTo("es");
    }

    @Test
    void headerAbove1000CharactersIsIgnored() {
        assertThat(AcceptLanguage.best(List.of("de" + " ".repeat(998)))).isEqualTo(Locale.GERMAN);
        assertThat(AcceptLanguage.best(List.of("de" + " ".repeat(999)))).isEqualTo(Locale.ENGLISH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Accept-Language",
                "Origin | Origin, Accept-Language",
                "accept-language | accept-language",
                "Origin,Accept-Language | Origin, Accept-Language",
                "origin, Accept, ORIGIN | origin, Accept, Accept-Language",
                "* | *",
                "Origin, * | *",
            })
    void varyKeepsExistingValuesOnce(String existing, String merged) {
        assertThat(AcceptLanguage.vary(List.of(existing))).isEqualTo(merged);
    }

    @Test
    void varyOfSeveralHeadersIsOneValue() {
        assertThat(AcceptLanguage.vary(List.of("Origin", "Accept, origin")))
                .isEqualTo("Origin, Accept, Accept-Language");
    }
}
