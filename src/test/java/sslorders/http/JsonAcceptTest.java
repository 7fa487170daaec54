package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAcceptTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json",
                "application/problem+json",
                "application/vnd.acme.v2+json",
                "APPLICATION/JSON; charset=utf-8",
                "application/json;q=0.1",
                "application/json;q=0.9, application/problem+json",
                "text/html , application/problem+json ; q=0.5",
                "application/json;q=0, application/problem+json",
            })
    void jsonMediaTypeIsAccepted(String accept) {
        assertThat(JsonAccept.allowsJson(List.of(accept))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "json",
                "text/html",
                "text/json",
                "application/xml",
                "application/jsonp",
                "application/+json",
                "application/x-ndjson",
                "text/html;a=application/json",
                "application/json;q=0",
                "application/problem+json; q=0.000, */*;q=0",
            })
    void otherMediaTypeIsNotAccepted(String accept) {
        assertThat(JsonAccept.allowsJson(List.of(accept))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-ndjson",
                "application/ndjson",
                "application/jsonl",
                "text/html, application/X-JSONL"
            })
    void eachNdjsonMediaTypeIsAccepted(String accept) {
        assertThat(JsonAccept.allowsLines(List.of(accept))).isTrue();
    }

    @Test
    void repeatedHeaderIsRead() {
        assertThat(JsonAccept.allowsJson(List.of("text/html", "application/json")))
                .isTrue();
        assertThat(JsonAccept.allowsJson(List.of())).isFalse();
    }
}
