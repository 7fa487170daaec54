package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaRequestTest {
    private static final String SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`|~ \u00fc";

    @Test
    void segmentIsEscaped() {
        assertThat(CaRequest.get("a", SIGNS, "b").target(""))
                .isEqualTo("/a/!%22%23$%25&'()*+,-.%2F:;%3C=%3E%3F@%5B%5C%5D%5E_%60%7C~%20%C3%BC/b");
        assertThat(CaRequest.get("%2e%2E", "\r\n\u0000").target("")).isEqualTo("/%252e%252E/%0D%0A%00");
    }

    @Test
    void queryIsEscaped() {
        assertThat(CaRequest.get("a").query("q", SIGNS).query("r", "s").target(""))
                .isEqualTo(
                        "/a?q=%21%22%23%24%25%26%27%28%29*%2B%2C-.%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E_%60%7C~+%C3%BC&r=s");
    }

    @Test
    void formKeepsTheOrderOfItsFields() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("z", "k&=*~+% \u00fc");
        form.put("a", "");

        assertThat(CaRequest.post("x").form(form).body())
                .hasValueSatisfying(body -> assertThat(new String(body, StandardCharsets.US_ASCII))
                        .isEqualTo("z=k%26%3D*%7E%2B%25+%C3%BC&a="));
    }

    @ParameterizedTest
    @CsvSource({"'', /x", "/, /x", "/base, /base/x", "/base/, /base/x", "/a%2Fb/c//, /a%2Fb/c/x"})
    void pathIsBelowTheUrl(String base, String target) {
        assertThat(CaRequest.get("x").target(base)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({"'', /", "/, /", "/token, /token", "/token/, /token/"})
    void withoutSegmentsTheUrlIsUnchanged(String base, String target) {
        assertThat(CaRequest.post().target(base)).isEqualTo(target);
    }

    @Test
    void toStringHasNoContent() {
        assertThat(CaRequest.post("secret").header("secret", "secret").json("secret"))
                .hasToString("POST");
    }
}
