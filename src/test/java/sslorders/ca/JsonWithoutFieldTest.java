package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWithoutFieldTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'id':1,'body':'x','a':true}] | [{'id':1,'a':true}]",
                "{'body':{'body':[1,{'a':2}],'b':3},'a':[4]} | {'a':[4]}",
                "{'a':{'body':[[],[{}]]},'b':null} | {'a':{},'b':null}",
                "[{'body':null},{'body':1.5},{'body':false}] | [{},{},{}]",
                "{'antibody':'body'} | {'antibody':'body'}",
                "'text' | 'text'",
                "[] | []",
                "{'a':1.25,'b':'\\u00fc'} | {'a':1.25,'b':'ü'}"
            })
    void valuesOfTheFieldAreLeftOut(String json, String kept) throws IOException {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            assertThat(read(bytes, size, 1000, 1000)).isEqualTo(kept.replace('\'', '"'));
        }
    }

    @Test
    void emptyBodyStaysEmpty() throws IOException {
        assertThat(new JsonWithoutField("body", 10, 10).end()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\"", "{\"a\":", "[{\"body\":\"x", "{\"a\":[1,2}", "<html>", "[1,]", "tru", "\"x"})
    void truncatedOrMalformedBodyIsRejected(String json) {
        assertThatThrownBy(() -> read(json.getBytes(StandardCharsets.UTF_8), 3, 1000, 1000))
                .isInstanceOf(IOException.class);
    }

    @Test
    void limitAppliesToReadAndKeptBytes() throws IOException {
        byte[] json = ("[{\"body\":\"" + "x".repeat(500) + "\",\"a\":\"yyyyy\"}]").getBytes(StandardCharsets.UTF_8);

        assertThat(read(json, 64, json.length, 20)).isEqualTo("[{\"a\":\"yyyyy\"}]");
        assertThatThrownBy(() -> read(json, 64, json.length - 1, 20)).hasMessage("too large");
        assertThatThrownBy(() -> read(json, 64, json.length, 10)).hasMessage("too large");
    }

    private static String read(byte[] json, int size, int largest, int largestKept) throws IOException {
        JsonWithoutField body = new JsonWithoutField("body", largest, largestKept);
        for (int start = 0; start < json.length; start += size) {
            body.add(Arrays.copyOfRange(json, start, Math.min(json.length, start + size)));
        }
        return new String(body.end(), StandardCharsets.UTF_8);
    }
}
