package sslorders.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sslorders.error.InputError;

class FilterReaderTest {
    private final List<InputError> errors = new ArrayList<>();

    @Test
    void absentParameterIsEmpty() {
        assertThat(reader("other", "x").read("name", Pattern.compile("y"), "must be y"))
                .isEmpty();
        assertThat(reader("other", "x").readAll("name", Optional::of, "must be a list"))
                .isEmpty();
        assertThat(errors).isEmpty();
    }

    @Test
    void invalidParameterAddsError() {
        assertThat(reader("name", "x").read("name", Pattern.compile("y"), "must be y"))
                .isEmpty();

        assertThat(errors).containsExactly(InputError.inQuery("name", "must be y"));
    }

    @Test
    void patternMatchesTheWholeText() {
        assertThat(reader("name", "yy").read("name", Pattern.compile("y"), "must be y"))
                .isEmpty();
        assertThat(reader("name", "y").read("name", Pattern.compile("y"), "must be y"))
                .contains("y");
    }

    @Test
    void valuesAreSortedAndDistinct() {
        assertThat(reader("name", "b,a,b").readAll("name", Optional::of, "must be a list"))
                .containsExactly("a", "b");
    }

    @Test
    void oneInvalidValueMakesTheListInvalid() {
        FilterReader reader = reader("name", "1,,2");

        assertThat(reader.readAll(
                        "name",
                        text -> Optional.of(text).filter(value -> !value.isEmpty()),
                        "must be a list of numbers"))
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
