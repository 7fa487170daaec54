package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchCriterionTest {

    @Test
    void onlyAsciiLettersAreFolded() {
        assertThat(SearchCriterion.ADMIN_EMAIL.comparable("Admin@ACME.example")).isEqualTo("admin@acme.example");
        assertThat(SearchCriterion.COMMON_NAME.comparable("BÜCHER.example\uD83D\uDE00"))
                .isEqualTo("bÜcher.example\uD83D\uDE00");
        assertThat(SearchCriterion.CA_ORDER_ID.comparable("CA-1")).isEqualTo("CA-1");
    }

    @ParameterizedTest
    @CsvSource({"a, b", "shop., shop/", "x%, x&", "z, {", "aé, aê"})
    void boundIsNextTextAfterPrefix(String prefix, String bound) {
        assertThat(SearchCriterion.afterPrefix(prefix)).isEqualTo(bound);
    }

    @Test
    void boundSkipsSurrogatesAndLastCodePoint() {
        String last = Character.toString(Character.MAX_CODE_POINT);

        assertThat(SearchCriterion.afterPrefix("a\uD7FF")).isEqualTo("a\uE000");
        assertThat(SearchCriterion.afterPrefix("a\uFFFF")).isEqualTo("a\uD800\uDC00");
        assertThat(SearchCriterion.afterPrefix("a" + last)).isEqualTo("b");
        assertThat(SearchCriterion.afterPrefix(last)).isEqualTo(last + last);
    }
}
