package sslorders.error;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.text.BundleFiles;
import sslorders.text.Languages;

class ProblemTextsTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\d)}");
    private static final int LONGEST_TITLE = 128;

    /** Constraints of captures name these texts as strings. */
    private static final Set<Detail> IN_CONSTRAINTS = Set.of(
            Detail.REQUIRED,
            Detail.ACCOUNT_ID,
            Detail.CA_ORDER_ID,
            Detail.LENGTH_1_TO_255,
            Detail.LENGTH_1_TO_100,
            Detail.LENGTH_UP_TO_254,
            Detail.NO_CONTROL_CHARACTERS,
            Detail.EMAIL_ADDRESS);

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr"})
    void languageHasAllTextsWithTheirParameters(String language) throws IOException {
        BundleFiles.assertComplete("problem", language);
        assertThat(BundleFiles.read("problem", language).keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(ErrorType.values()).map(type -> "title." + type.slug()),
                                Stream.of(Detail.values()).map(Detail::key))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void numberOfParametersIsThatOfTheText(Detail detail) throws IOException {
        String english = BundleFiles.read("problem", "en").get(detail.key());

        assertThat(PARAMETER.matcher(english).results().map(parameter -> Integer.valueOf(parameter.group(1))))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, detail.parameters()).boxed().toList());
        assertThatThrownBy(() -> detail.with(new Object[detail.parameters() + 1]))
                .isInstanceOfAny(IllegalArgumentException.class, NullPointerException.class);
    }

    @ParameterizedTest
    @EnumSource
    void titleFitsIntoTheContract(ErrorType type) {
        assertThat(Languages.ALL)
                .allSatisfy(language -> assertThat(type.title(language))
                        .hasSizeLessThanOrEqualTo(LONGEST_TITLE)
                        .doesNotEndWith("."));
        assertThat(Languages.ALL.stream().map(type::title)).doesNotHaveDuplicates();
    }

    @Test
    void valueWithBracesIsNotInterpreted() {
        Text text = Detail.NOT_JSON_AFTER.with("{1}", "{0}");

        assertThat(text).hasToString("The body cannot be parsed as JSON after line {1}, column {0}.");
        assertThat(text.in(Locale.GERMAN)).contains("{1}", "{0}");
    }

    @Test
    void eachTextIsUsed() {
        fields().that()
                .areDeclaredIn(Detail.class)
                .and()
                .haveRawType(Detail.class)
                .should(beUsed())
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("sslorders"));
    }

    private static ArchCondition<JavaField> beUsed() {
        Set<String> inConstraints = IN_CONSTRAINTS.stream().map(Detail::name).collect(Collectors.toSet());
        return new ArchCondition<>("be used outside of the enum") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean isUsed = inConstraints.contains(field.getName())
                        || field.getAccessesToSelf().stream()
                                .anyMatch(access -> !access.getOriginOwner().isEquivalentTo(Detail.class));
                events.add(new SimpleConditionEvent(field, isUsed, field.getName() + " is not used"));
            }
        };
    }

    @Test
    void allLanguagesHaveTwoLetters() {
        assertThat(Languages.ALL).extracting(Locale::toLanguageTag).containsExactly("en", "de", "es", "fr");
        assertThat(Languages.of("FR")).contains(Locale.FRENCH);
        assertThat(Languages.of(null)).isEmpty();
        assertThat(Arrays.asList("it", "", "de-AT"))
                .allSatisfy(tag -> assertThat(Languages.of(tag)).isEmpty());
    }
}
