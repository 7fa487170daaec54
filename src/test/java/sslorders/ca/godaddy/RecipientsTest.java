package sslorders.ca.godaddy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a@acme.example,b@acme.example\"",
                "\" a@acme.example ; b@acme.example; \"",
                "[\"a@acme.example\", \"b@acme.example\"]",
                "[\"Admin <a@acme.example>,b@acme.example\"]"
            })
    void readsStringsAndArrays(String json) throws Exception {
        assertThat(parse(json)).contains(List.of("a@acme.example", "b@acme.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"\"",
                "\" , \"",
                "[]",
                "42",
                "{\"email\": \"a@acme.example\"}",
                "[\"a@acme.example\", null]",
                "[[\"a@acme.example\"]]",
                "\"a@acme.example b@acme.example\"",
                "\"a@acme.example, somebody\""
            })
    void invalidAddressMakesAllRecipientsUnreadable(String json) throws Exception {
        assertThat(parse(json)).isEmpty();
    }

    @Test
    void missingRecipientsAreUnreadable() {
        assertThat(Recipients.parse(null)).isEmpty();
    }

    private static Optional<List<String>> parse(String json) throws JsonProcessingException {
        return Recipients.parse(new ObjectMapper().readTree(json));
    }
}
