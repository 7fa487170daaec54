package sslorders.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sslorders.error.Detail;
import sslorders.error.InputError;

class FilterReaderTest {
    private final List<InputError> errors = new ArrayList<>();

    @Test
    void absentParameterIsEmpty() {
        assertThat(reader("other", "x").read("name", Pattern.compile("y"), Detail.CA_NAME.with()))
                .isEmpty();
        assertThat(reader("other", "x").readAll("name", Optional::of, Detail.TIME.with()))
                .isEmpty();
        assertThat(errors).isEmpty();
    }

    @Test
    void invalidParameterAddsError() {
        assertThat(reader("name", "x").read("name", Pattern.compile("y"), Detail.CA_NAME.with()))
                .isEmpty();

        assertThat(errors).containsExactly(InputError.inQuery("name", Detail.CA_NAME));
    }

    @Test
    void patternMatchesTheWholeText() {
        assertThat(reader("name", "yy").read("name", Pattern.compile("y"), Detail.CA_NAME.with()))
                .isEmpty();
        assertThat(reader("name", "y").read("name", Pattern.compile("y"), Detail.CA_NAME.with()))
                .contains("y");
    }

    @Test
    void valuesAreSortedAndDistinct() {
        assertThat(reader("name", "b,a,b").readAll("name", Optional::of, Detail.TIME.with()))
                .containsExactly("a", "b");
    }

    @Test
    void oneInvalidValueMakesTheListInvalid() {
        FilterReader reader = reader("name", "1,,2");

        assertThat(reader.readAll(
                        "name",
                        text -> Optional.of(text).filter(value -> !value.isEmpty()),
                        Detail.ONE_OF.with("1, 2")))
                .isEmpty();
        assertThat(errors).hasSize(1);
    }

    @Test
    void queryEncodesValuesAndOmitsEmptyOnes() {
        assertThat(new FilterQuery()
                        .add("first", Optional.of("a&b=% é+"))
                        .add("second", Optional.empty())
                        .addAll("third", List.of("x", "y"))
                        .addAll("fourth", List.of()))
                .hasToString("&first=a%26b%3D%25%20%C3%A9%2B&third=x,y");
    }

    private FilterReader reader(String name, String value) {
        return new FilterReader(Map.of(name, List.of(value)), errors);
    }
}
